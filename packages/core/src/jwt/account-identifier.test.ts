import { describe, expect, test } from 'vitest'
import { accountClaim, accountHost } from './account-identifier.ts'

describe('what a token calls the account, and which host answers for it', () => {
  test.each([
    // [account, claim, host]
    ['myorg-myaccount', 'MYORG-MYACCOUNT', 'myorg-myaccount.snowflakecomputing.com'],
    ['MYORG-MyAccount', 'MYORG-MYACCOUNT', 'myorg-myaccount.snowflakecomputing.com'],
    ['myorg-my_account', 'MYORG-MY_ACCOUNT', 'myorg-my-account.snowflakecomputing.com'],
    ['my_org-my_big_account', 'MY_ORG-MY_BIG_ACCOUNT', 'my-org-my-big-account.snowflakecomputing.com'],
    ['xy12345', 'XY12345', 'xy12345.snowflakecomputing.com'],
    ['xy12345.us-east-1', 'XY12345', 'xy12345.us-east-1.snowflakecomputing.com'],
    ['xy12345.us-east-1.aws', 'XY12345', 'xy12345.us-east-1.aws.snowflakecomputing.com'],
    ['xy12345.west-europe.azure', 'XY12345', 'xy12345.west-europe.azure.snowflakecomputing.com'],
    ['xy12345.cn-northwest-1.aws', 'XY12345', 'xy12345.cn-northwest-1.aws.snowflakecomputing.cn'],
    ['xy12345-ab1cd2.global', 'XY12345', 'xy12345-ab1cd2.global.snowflakecomputing.com'],
    ['XY12345-AB1CD2.GLOBAL', 'XY12345', 'xy12345-ab1cd2.global.snowflakecomputing.com'],
    ['xy12345.global', 'XY12345', 'xy12345.global.snowflakecomputing.com'],
    ['xy12345.us-east-1.privatelink', 'XY12345', 'xy12345.us-east-1.privatelink.snowflakecomputing.com'],
    ['myorg-my_account.privatelink', 'MYORG-MY_ACCOUNT', 'myorg-my-account.privatelink.snowflakecomputing.com'],
    ['COCO-LOCAL', 'COCO-LOCAL', 'coco-local.snowflakecomputing.com'],
    [' myorg-myaccount ', 'MYORG-MYACCOUNT', 'myorg-myaccount.snowflakecomputing.com'],
    ['https://xy12345.eu-west-1.snowflakecomputing.com/', 'XY12345', 'xy12345.eu-west-1.snowflakecomputing.com'],
    ['myorg-acc.snowflakecomputing.com', 'MYORG-ACC', 'myorg-acc.snowflakecomputing.com'],
    ['xy1.cn-north-1.snowflakecomputing.cn', 'XY1', 'xy1.cn-north-1.snowflakecomputing.cn'],
  ])('C56–C58: %s is %s at %s', (account, claim, host) => {
    expect(accountClaim(account)).toBe(claim)
    expect(accountHost(account)).toBe(host)
  })

  test.each([
    ['acme.privatelink.snowflakecomputing.com', 'acme.privatelink.snowflakecomputing.com'],
    ['https://acme.privatelink.snowflakecomputing.com/', 'acme.privatelink.snowflakecomputing.com'],
    ['127.0.0.1:8085', '127.0.0.1:8085'],
  ])('a host of one’s own, %s, replaces the one that follows from the account', (override, host) => {
    expect(accountHost('myorg-my_account', override)).toBe(host)
    expect(accountClaim('myorg-my_account')).toBe('MYORG-MY_ACCOUNT')
  })

  test('an empty override is none', () => {
    expect(accountHost('myorg-a', ' ')).toBe('myorg-a.snowflakecomputing.com')
  })

  test.each(['', ' ', 'my org', 'a/b', 'a..b', '.a', 'a.', '-a', 'a@evil.example', 'a.b?x=', 'ü-a'])(
    'what cannot be an account is refused before any request: %j',
    (account) => {
      expect(() => accountClaim(account)).toThrow(/is not a Snowflake account identifier/)
      expect(() => accountHost(account)).toThrow(/is not a Snowflake account identifier/)
    },
  )

  test.each(['a b', 'evil.example/path', 'user@evil.example', 'http://plain.example', 'x:99999999'])(
    'what cannot be a host is refused: %j',
    (override) => expect(() => accountHost('myorg-a', override)).toThrow(/is not a host name/),
  )
})
