import { foldText } from './fold-text'
import {
  buildFilter,
  type Filter,
  joinAll,
  listConditions,
  type Qualifier,
  type Query,
  type Test,
} from './query'

type Value = { readonly qualifier: Qualifier; readonly value: string }

/** Whether all models that the query finds may have the value because it asks for it. */
export function isChosen(query: Query, { qualifier, value }: Value): boolean {
  return listConditions(query).some(
    (part) => isOf(part, qualifier) && part.tests.some((test) => names(test, value)),
  )
}

/** The whole values of a qualifier that the query asks for. For `owner:` those are in quotes. */
export function listChosen(query: Query, qualifier: Qualifier): readonly string[] {
  return listConditions(query)
    .flatMap((part) => (isOf(part, qualifier) ? part.tests : []))
    .flatMap((test) =>
      test.kind === 'exact' || (test.kind === 'text' && qualifier !== 'owner') ? [test.text] : [],
    )
}

/** The query without the value where it asks for it; otherwise with it, beside other values of the qualifier. */
export function toggleValue(query: Query, asked: Value): Query {
  const { qualifier, value } = asked
  const parts = listConditions(query)
  if (isChosen(query, asked)) {
    const rest = parts.map((part) =>
      isOf(part, qualifier)
        ? { ...part, tests: part.tests.filter((test) => !names(test, value)) }
        : part,
    )
    return joinAll(rest.filter((part) => part.kind !== 'filter' || part.tests.length > 0))
  }
  const test = buildTest(asked)
  const place = parts.findIndex((part) => isOf(part, qualifier))
  if (place < 0) {
    return joinAll([...parts, buildFilter(qualifier, test)])
  }
  return joinAll(
    parts.map((part, at) =>
      at === place && isOf(part, qualifier) ? { ...part, tests: [...part.tests, test] } : part,
    ),
  )
}

/** The test that only this value passes. A part of a name is enough for `owner:` without quotes. */
export function buildTest({ qualifier, value }: Value): Test {
  const isPlain = isUnbroken(value) && qualifier !== 'signer'
  const isWhole = qualifier !== 'owner' || value === '@me'
  return { kind: isPlain && isWhole ? 'text' : 'exact', text: value }
}

/** Whether the value of a filter ends where the text does, and not at a space or sign before. */
export function isUnbroken(value: string): boolean {
  return /^[^\s"()*,]+$/.test(value)
}

function isOf(part: Query, qualifier: Qualifier): part is Filter {
  return part.kind === 'filter' && part.qualifier === qualifier
}

function names(test: Test, value: string): boolean {
  return (test.kind === 'text' || test.kind === 'exact') && foldText(test.text) === foldText(value)
}
