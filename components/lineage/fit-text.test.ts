import { describe, expect, it } from 'vitest'
import { fitText } from './fit-text'

describe('fitText', () => {
  it('a short text stays, on one line', () => {
    expect(fitText('data/raw', 8, 'monospaced')).toBe('data/raw')
    expect(fitText(' a\n b ', 8, 'monospaced')).toBe('a b')
  })

  it('a long text is cut in the middle', () => {
    expect(fitText('data/prepared/model.pkl', 11, 'monospaced')).toBe('data/p….pkl')
  })

  it('wide letters count by their width', () => {
    expect(fitText('MMMMMMMMMM', 10, 'monospaced')).toBe('MMMMMMMMMM')
    expect(fitText('MMMMMMMMMM', 10, 'proportional')).toBe('MMM…MM')
    expect(fitText('模型模型模型', 8, 'monospaced')).toBe('模型…型')
  })

  it('a text without room is a dot of three', () => {
    expect(fitText('abc', 1, 'monospaced')).toBe('…')
  })

  it('letters of two units are not torn apart', () => {
    expect(fitText('🚀🚀🚀🚀🚀', 7, 'monospaced')).toBe('🚀🚀…🚀')
  })
})
