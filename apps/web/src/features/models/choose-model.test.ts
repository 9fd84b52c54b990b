import type { ModelView } from '@coco/shared/model-views'
import { describe, expect, test } from 'vitest'
import { chooseModel, suggestModel } from './choose-model.ts'
import { groupModels } from './group-models.ts'

const model = (id: string, access: ModelView['access'], isDefault = false): ModelView => ({ id, access, isDefault })
const denied = model('claude', 'not_granted', true)
const mistral = model('mistral', 'granted')
const llama = model('llama', 'granted')
const unread = model('gpt', 'unknown')

describe('the model of the next question', () => {
  test.each<[string, ModelView[], string | null, string | null]>([
    ['what the person chose, even if it will be refused', [mistral, denied], 'claude', 'claude'],
    ['a model that may be used, before a default that may not', [denied, mistral], null, 'mistral'],
    ['the default among those that may be used', [mistral, model('x', 'granted', true)], null, 'x'],
    ['a choice that is no longer on the list is forgotten', [mistral], 'gone', 'mistral'],
    ['the default when nothing is known to be usable', [unread, denied], null, 'claude'],
    ['none when there is none', [], null, null],
  ])('is %s', (_, models, chosenId, expected) => {
    expect(chooseModel(models, chosenId, [])?.id ?? null).toBe(expected)
  })
})

test.each<[string, (string | null)[], string]>([
  ['the last one of the conversation, before what was chosen elsewhere', ['llama', 'mistral'], 'llama'],
  ['what was chosen last in this tenant, in a new chat', [null, 'llama'], 'llama'],
  ['neither when it may not be used by now', ['claude', 'gone'], 'mistral'],
])('without a choice it is %s', (_, before, expected) => {
  const known = [denied, mistral, llama]
  expect(chooseModel(known, null, before)?.id).toBe(expected)
  expect(chooseModel(known, 'claude', before)?.id).toBe('claude')
})

test('after a refusal another model is offered, never the refused one', () => {
  expect(suggestModel([mistral, llama], 'mistral')).toBe(llama)
  expect(suggestModel([mistral, denied], 'mistral')).toBeNull()
})

test('the picker shows what may be used first and keeps the order of each group', () => {
  expect(groupModels([denied, mistral, unread, llama])).toEqual({
    available: [mistral, unread, llama],
    unavailable: [denied],
  })
})
