import { z } from 'zod'
import { failure } from '@/lib/views/refusal'
import { savedView, savedViewList } from '@/lib/views/saved-view'
import { newView } from '../../../views/new-view'
import { none } from './operation-parts'

/** The operations on saved views. */
export const viewOperations = {
  listViews: {
    method: 'get',
    path: '/views',
    summary: "The requester's own views by name, then those that others share; the first 300",
    access: 'read',
    params: none,
    query: none,
    answers: { 200: savedViewList },
  },
  saveView: {
    method: 'post',
    path: '/views',
    summary: 'Saves a search of models under a name',
    access: 'own-views',
    params: none,
    query: none,
    body: newView,
    answers: { 201: savedView, 409: failure, 413: failure },
  },
  deleteView: {
    method: 'delete',
    path: '/views/{id}',
    summary: 'Deletes a view of your own, or as an admin one that is shared',
    access: 'own-views',
    params: z.strictObject({ id: z.string().max(36).meta({ description: 'The id of a view' }) }),
    query: none,
    answers: { 200: z.object({ status: z.literal('deleted') }), 404: failure },
  },
} as const
