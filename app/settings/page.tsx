import type { Metadata } from 'next'
import { NotForYou } from '@/components/settings/not-for-you'
import { SigningKey } from '@/components/settings/signing-key'
import { PageHeader } from '@/components/ui/page-header'
import { TabLinks } from '@/components/ui/tab-links'
import { findActor } from '@/lib/auth/find-actor'
import { decidePermission } from '@/lib/auth/permissions'
import { requireViewer } from '@/lib/auth/viewer'
import { getSignerState } from '@/lib/promote/entry-point'
import { firstParam, type SearchParams } from '../search-params'
import { SettingsConfig, SettingsTokens, signingState } from './settings-tabs'

export const metadata: Metadata = { title: 'Settings' }

const TABS = [
  { id: 'key', label: 'Signing key', href: '/settings' },
  { id: 'tokens', label: 'API tokens', href: '/settings?tab=tokens' },
  { id: 'configuration', label: 'Configuration', href: '/settings?tab=configuration' },
] as const

type Props = { readonly searchParams: Promise<SearchParams> }

export default async function SettingsPage({ searchParams }: Props) {
  const viewer = await requireViewer()
  const actor = await findActor()
  const tab = firstParam(await searchParams, 'tab')
  const current = TABS.find(({ id }) => id === tab)?.id ?? 'key'
  return (
    <>
      <PageHeader title="Settings" />
      <div className="mb-4">
        <TabLinks label="Parts of the settings" tabs={TABS} current={current} />
      </div>
      {current === 'key' ? <SigningKey signing={signingState(getSignerState())} /> : null}
      {current === 'tokens' ? (
        actor === null ? (
          <NotForYou needs="signed-in" />
        ) : (
          <SettingsTokens viewer={viewer} actor={actor} />
        )
      ) : null}
      {current === 'configuration' ? (
        decidePermission(actor, 'settings') === 'yes' ? (
          <SettingsConfig viewer={viewer} />
        ) : (
          <NotForYou needs={actor === null ? 'signed-in' : 'admin'} />
        )
      ) : null}
    </>
  )
}
