import { refuseHead } from '../../refuse-head'
import { exportEvents } from '../_api/export-events'
import { operations } from '../_api/operations'
import { route } from '../_api/route'

export const GET = route(operations.exportEventsAsCsv, (input) => exportEvents('text/csv', input))

export const HEAD = refuseHead('GET')
