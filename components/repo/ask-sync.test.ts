import { expect, test } from 'vitest'
import { askSync, offerSync } from './ask-sync'

test('a sync is asked for by the button of the page, or by the next page that has one', () => {
  const pressed: string[] = []
  const leave = offerSync('churn', () => pressed.push('churn'))
  expect(askSync('churn')).toBe('pressed')
  expect(askSync('vision')).toBe('waits')
  expect(pressed).toEqual(['churn'])
  const leaveVision = offerSync('vision', () => pressed.push('vision'))
  expect(pressed).toEqual(['churn', 'vision'])
  leave()
  leaveVision()
  expect(askSync('churn')).toBe('waits')
  offerSync('vision', () => pressed.push('vision again'))()
  expect(pressed).toEqual(['churn', 'vision'])
})
