import { ONLY_IN_DVC } from '@/lib/testing/only-in-dvc'
import type { VersionView } from '@/lib/views/model'
import { modelPath, openApi } from './api-client'
import { expect, test } from './fixtures'
import { buildEvents, buildExpectedEvents, buildExpectedModels, buildModels } from './gto-form'
import { readTable } from './read-table'
import {
  CONFORMANCE_REPOS,
  type Expected,
  type ExpectedVersion,
  readExpected,
} from './scenarios/conformance'

test.use({ scenario: 'conformance' })

const COMMIT = /^[0-9a-f]{40}$/

for (const repo of CONFORMANCE_REPOS) {
  const expected = readExpected(repo)
  const names = [...Object.keys(expected.show_deprecated), ...(ONLY_IN_DVC[repo] ?? [])].sort()

  test.describe(repo, () => {
    test('a program reads every model, version, stage and event that GTO knows', async ({
      request,
    }) => {
      const api = openApi(request)
      const { items, total } = await api.listModels({ repo, pageSize: 500 })
      expect(items.map((model) => model.name)).toEqual(names)
      expect(total).toBe(names.length)
      expect(buildModels(items)).toEqual(buildExpectedModels(expected))
      const { head } = await api.findRepo(repo)
      for (const name of names) {
        const { versions } = await api.findModel(repo, name)
        const declared = versions.filter((one) => one.version === head?.commit)
        expect({ name, versions: buildVersions(versions) }).toEqual({
          name,
          versions: buildExpectedVersions(expected.show_artifact[name] ?? [], declared),
        })
      }
      const events = await api.listAllEvents({ repo: `"${repo}"`, pageSize: 500 })
      expect(buildEvents(events)).toEqual(buildExpectedEvents(expected))
      expect(events.map(({ at }) => Date.parse(at))).toEqual(
        events.map(({ at }) => Date.parse(at)).sort((a, b) => b - a),
      )
    })

    test('a person sees every model with the version in each of its stages', async ({ page }) => {
      const stages = listStages(expected)
      const columns = ['repo', 'latest', ...stages.map((stage) => `stage:${stage}`)]
      await page.goto(
        `/?tab=all&q=repo:${repo}&columns=${columns.map(encodeURIComponent).join(',')}`,
      )
      const table = page.getByRole('table', { name: 'Models' })
      await expect(table.locator('tbody tr')).toHaveCount(names.length)
      const rows = await readTable(table)
      expect(rows.map((row) => [row.Repository, listVersions(row.Latest)])).toEqual(
        names.map((name) => [repo, listShown(expected.show_deprecated[name]?.version)]),
      )
      for (const stage of stages) {
        expect({ stage, versions: rows.map((row) => listVersions(row[stage])) }).toEqual({
          stage,
          versions: names.map((name) => listShown(expected.show_deprecated[name]?.stage[stage])),
        })
      }
      for (const [place, name] of names.entries()) {
        expect(rows[place]?.Name?.startsWith(name)).toBe(true)
        const deprecated = expected.show_deprecated[name]?.active === false
        expect(rows[place]?.Name?.includes('Deprecated')).toBe(deprecated)
      }
    })

    test('a person reads all versions and the whole history of each model', async ({
      page,
      request,
    }) => {
      for (const name of names) {
        const { versions } = await openApi(request).findModel(repo, name)
        await page.goto(`${modelPath(repo, name)}?tab=versions`)
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
        const rows = await readTable(page.getByRole('table', { name: 'Versions' }))
        expect(rows.map((row) => [listVersions(row.Version)[0], row.Commit, row.Tag])).toEqual(
          versions.map(({ version, commit, tag }) => [
            shorten(version),
            shorten(commit),
            tag ?? '',
          ]),
        )
        expect(rows.map((row) => row.Stages)).toEqual(
          versions.map(({ stages }) => stages.join(' ')),
        )

        const events = expected.history.filter((event) => event.artifact === name)
        await page.goto(`${modelPath(repo, name)}?tab=history`)
        if (events.length === 0) {
          await expect(
            page.getByRole('heading', { name: 'Nothing has happened yet' }),
          ).toBeVisible()
          continue
        }
        const items = page.getByRole('main').locator('ol > li')
        await expect(items).toHaveCount(events.length)
        for (const event of events) {
          const item = items.filter({ has: page.getByText(event.ref, { exact: true }) })
          await expect(item).toContainText(event.author_email)
          await expect(item).toContainText(event.commit.slice(0, 7))
          await expect(item).toContainText(event.message.replace(/\s+/g, ' '))
          if (event.version) await expect(item).toContainText(shorten(event.version))
          if (event.stage) await expect(item).toContainText(event.stage)
        }
      }
    })
  })
}

function listStages(expected: Expected): readonly string[] {
  return Object.keys(Object.values(expected.show_deprecated)[0]?.stage ?? {})
}

function buildVersions(versions: readonly VersionView[]) {
  return versions.map(({ version, commit, active, registered, tag, registeredAt, tagger }) => ({
    version,
    commit,
    active,
    registered,
    tag,
    registeredAt,
    tagger: tagger === null ? null : `${tagger.name} <${tagger.email}>`,
  }))
}

/** GTO lists a commit without a version once per stage event (D1: we list it once). `declared`: our row for a branch's
 *  head, which GTO lacks where `dvc.yaml` alone declares the model there. */
function buildExpectedVersions(
  versions: readonly ExpectedVersion[],
  declared: readonly VersionView[],
) {
  const once = versions.filter(
    (one, place) => versions.findIndex((other) => other.version === one.version) === place,
  )
  const theirs = once.map(({ version, commit_hexsha, is_active, registrations }) => {
    const [registration] = registrations
    return {
      version,
      commit: commit_hexsha,
      active: is_active,
      registered: registration !== undefined,
      tag: registration?.tag ?? null,
      registeredAt: registration?.created_at ?? null,
      tagger: registration ? `${registration.author} <${registration.author_email}>` : null,
    }
  })
  const known = new Set(theirs.map(({ commit }) => commit))
  return [...theirs, ...buildVersions(declared.filter(({ commit }) => !known.has(commit)))]
}

/** The versions that a cell names: SemVer names, or the first seven digits of a commit. */
function listVersions(cell: string | undefined): readonly string[] {
  return cell?.match(/\bv\d+\.\d+\.\d+\S*|\b[0-9a-f]{7}\b/g) ?? []
}

function shorten(version: string): string {
  return COMMIT.test(version) ? version.slice(0, 7) : version
}

function listShown(version: string | null | undefined): readonly string[] {
  return version ? [shorten(version)] : []
}
