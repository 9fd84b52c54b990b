import { expect, test } from 'vitest'
import { parseAccountIdentifier } from '../account-identity.ts'
import { newAccount } from '../rbac/new-account.ts'
import { createAccountStore } from './account-store.ts'

const fresh = () => newAccount(parseAccountIdentifier('COCO-LOCAL'), 'COCO_ADMIN', 0)

test('nobody sees a change before it is saved', () => {
  const seen: string[] = []
  const store = createAccountStore(fresh(), (data) => seen.push(store.read().crossRegion, data.crossRegion))
  store.change((draft) => {
    draft.crossRegion = 'DISABLED'
  })
  expect([...seen, store.read().crossRegion]).toEqual(['ANY_REGION', 'DISABLED', 'DISABLED'])
})

test('a change that fails, or cannot be saved, leaves nothing behind', () => {
  const store = createAccountStore(fresh(), () => {
    throw new Error('disk full')
  })
  const failing = [
    () => {
      throw new Error('refused')
    },
    () => undefined,
  ]
  for (const fail of failing) {
    const attempt = () =>
      store.change((draft) => {
        draft.users = []
        fail()
      })
    expect(attempt).toThrow(/refused|disk full/)
  }
  expect(store.read()).toEqual(fresh())
})
