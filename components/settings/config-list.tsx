import { Icon } from '../ui/icon'
import { Panel } from '../ui/panel'
import { UntrustedText } from '../ui/untrusted-text'
import type { ConfigSection } from './config-view'

type Props = { readonly sections: readonly ConfigSection[] }

/** The effective configuration without secrets. */
export function ConfigList({ sections }: Props) {
  return (
    <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-2">
      {sections.map(({ title, rows }) => (
        <Panel key={title} title={title}>
          {rows.length === 0 ? (
            <p className="px-4 py-3 text-text-soft">Nothing is configured.</p>
          ) : (
            <dl className="divide-y divide-line">
              {rows.map(({ key, value }) => (
                <div key={key} className="flex flex-wrap gap-x-4 gap-y-0.5 px-4 py-1.5">
                  <dt className="w-56 max-w-full flex-none font-mono text-xs leading-5 break-all text-text-soft">
                    {key}
                  </dt>
                  <dd className="min-w-0 flex-1 basis-48 break-words">
                    {value === null ? (
                      <span className="inline-flex items-center gap-1.5 text-text-faint">
                        <Icon name="eye-off" className="size-3.5" />
                        set, not shown
                      </span>
                    ) : (
                      <UntrustedText text={value} />
                    )}
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </Panel>
      ))}
    </div>
  )
}
