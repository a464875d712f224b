import type { Metadata } from 'next'
import { CodeDiffPanel } from '@/components/compare/code-diff'
import { CommitsBetween } from '@/components/compare/commits-between'
import { CompareForm } from '@/components/compare/compare-form'
import { Comparison } from '@/components/compare/comparison'
import { NothingToCompare } from '@/components/compare/nothing-to-compare'
import {
  compareHref,
  formatVersionRef,
  isSameModel,
  parseVersionRef,
} from '@/components/compare/version-ref'
import { formatVersion } from '@/components/model/format-version'
import { PastNotice } from '@/components/past/past-notice'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { describeComparison } from '@/lib/compare/describe-comparison'
import { getDatabase } from '@/lib/database/get-database'
import { answerNotFound } from '@/lib/http/answer-status'
import { findModel } from '@/lib/index/read/find-model'
import type { Viewer } from '@/lib/index/read/viewer'
import { contentKey } from '@/lib/registry/data-key'
import type { ComparedFile, ComparedSide, ComparisonView } from '@/lib/views/comparison'
import { buildFileHref, findForgeLinks } from '../forge-links'
import { findDataHref } from '../lineage-links'
import { firstParam, type SearchParams } from '../search-params'
import { CompareMany } from './compare-many'
import { type FoundVersion, findCompared, readComparison, type WantedCode } from './read-comparison'

export const metadata: Metadata = { title: 'Compare' }

type Props = { readonly searchParams: Promise<SearchParams> }

/** Compares two versions, which `from` and `to` name as `REPO/NAME@VERSION`, or several of the model that `model` names. */
export default async function ComparePage({ searchParams }: Props) {
  const search = await searchParams
  const viewer = await requireViewer()
  if (search.model !== undefined) return <CompareMany viewer={viewer} search={search} />
  const [from, to] = await Promise.all([
    findNamed(viewer, firstParam(search, 'from', 600)),
    findNamed(viewer, firstParam(search, 'to', 600)),
  ])
  if (from === null || to === null) {
    answerNotFound()
    return <NothingToCompare />
  }
  const wanted = readWanted(search)
  const [{ view, diff, listed }, ofFrom, ofOther] = await Promise.all([
    readComparison(viewer, [from, to], wanted),
    listChoices(viewer, from),
    isSameModel(from.ref, to.ref) ? null : listChoices(viewer, to),
  ])
  return (
    <div className="flex flex-col gap-4">
      <PageHeader title={formatTitle(view.from, view.to)}>
        <ForgeCompare from={view.from} to={view.to} />
      </PageHeader>
      <PastNotice at={firstParam(search, 'at', 40)} />
      <CompareForm
        from={{ current: toChoice(from), choices: ofFrom }}
        to={{ current: toChoice(to), choices: ofOther ?? ofFrom }}
        swapHref={compareHref(view.to, view.from)}
      />
      {wanted.file === null ? (
        <Comparison
          view={view}
          summary={describeComparison(view)}
          hrefOf={(file) => findHref(file, view.to)}
        />
      ) : null}
      {diff?.commits ? (
        <CommitsBetween
          commits={diff.commits}
          versions={{ from: formatVersion(view.from.version), to: formatVersion(view.to.version) }}
          listed={listed}
          links={findForgeLinks(view.to.repo)}
        />
      ) : null}
      {diff === null ? null : (
        <CodeDiffPanel
          diff={diff}
          params={listParams(search, view)}
          lineage={view.inputs === null ? 'unknown' : 'known'}
        />
      )}
    </div>
  )
}

/** What of the code the address asks for: `files=all` and `file=PATH`. */
function readWanted(search: SearchParams): WantedCode {
  const file = firstParam(search, 'file', MAX_PATH)
  const files = firstParam(search, 'files') === 'all' ? 'all' : 'used'
  return { files, file: file === '' ? null : file }
}

/** Characters of a path. */
const MAX_PATH = 2_000

/** The parameters of this page, for the links of the diff. */
function listParams(search: SearchParams, { from, to }: ComparisonView) {
  const { files, file } = readWanted(search)
  return {
    ...{ from: formatVersionRef(from), to: formatVersionRef(to) },
    files: files === 'all' ? files : null,
    diff: firstParam(search, 'diff') === 'split' ? 'split' : null,
    file,
  }
}

async function findNamed(viewer: Viewer, text: string): Promise<FoundVersion | null> {
  const ref = parseVersionRef(text)
  return ref && (await findCompared(viewer, ref))
}

function formatTitle(from: ComparedSide, to: ComparedSide): string {
  const [before, after] = [formatVersion(from.version), formatVersion(to.version)]
  return isSameModel(from, to)
    ? `${from.name}: ${before} and ${after}`
    : `${from.name} ${before} and ${to.name} ${after}`
}

/** All changes between the commits, on the forge. */
function ForgeCompare({ from, to }: { readonly from: ComparedSide; readonly to: ComparedSide }) {
  const links = from.repo === to.repo ? findForgeLinks(from.repo) : null
  if (links === null || from.commit === to.commit) return null
  const { forge, url } = links.compare(from.commit, to.commit)
  return (
    <a href={url} rel="noreferrer" className="text-accent hover:underline">
      All changes on {forge}
    </a>
  )
}

/** More versions are reached by their address. */
const MAX_CHOICES = 200

/** The versions of the same model. */
async function listChoices(viewer: Viewer, { ref }: FoundVersion) {
  const model = await findModel(getDatabase(), viewer, ref)
  return (model?.versions ?? []).slice(0, MAX_CHOICES).map(({ version, stages }) => ({
    value: formatVersionRef({ ...ref, version }),
    label: [`${ref.name} ${formatVersion(version)}`, ...stages].join(' · '),
  }))
}

function toChoice({ ref }: FoundVersion) {
  return { value: formatVersionRef(ref), label: `${ref.name} ${formatVersion(ref.version)}` }
}

/** Code on the forge, data on its page. */
function findHref({ path, kind, to: content }: ComparedFile, to: ComparedSide): string | null {
  if (content === null) return null
  if (kind === 'code') return buildFileHref(to.repo, to.commit)(path)
  const [name = '', value = ''] = content.hash?.split(' ') ?? []
  return findDataHref(value === '' ? null : contentKey({ name, value }))
}
