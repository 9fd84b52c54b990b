import { describe, expect, test } from 'vitest'
import { isSameAccount, parseAccountIdentifier } from './account-identity.ts'

describe('an account identifier', () => {
  test.each([
    ['COCO-LOCAL', 'COCO', 'LOCAL'],
    ['myorg-my_account', 'MYORG', 'MY_ACCOUNT'],
    ['xy12345', 'LOCAL', 'XY12345'],
    ['xy12345.us-east-1.aws', 'LOCAL', 'XY12345'],
    ['xy12345-abc.global', 'LOCAL', 'XY12345'],
  ])('%s is organization %s and account %s', (identifier, organization, name) => {
    expect(parseAccountIdentifier(identifier)).toMatchObject({ organization, name })
  })

  test.each(['', '-', '../etc', 'a b'])('"%s" is none', (identifier) => {
    expect(() => parseAccountIdentifier(identifier)).toThrow('Not a Snowflake account identifier')
  })
})

test('a token may name the account by organization and name, with either dash, or by locator', () => {
  const account = parseAccountIdentifier('MYORG-MY_ACCOUNT')
  const same = ['MYORG-MY_ACCOUNT', 'MYORG-MY-ACCOUNT', 'MYORG_MY_ACCOUNT', account.locator]
  expect(same.map((claimed) => isSameAccount(account, claimed))).toEqual([true, true, true, true])
  const other = ['MYORG', 'MY_ACCOUNT', 'MYORG-MY_ACCOUNT2', 'myorg-my_account', '']
  expect(other.map((claimed) => isSameAccount(account, claimed))).toEqual([false, false, false, false, false])
})
