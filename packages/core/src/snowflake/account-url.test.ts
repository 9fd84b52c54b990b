import { expect, test } from 'vitest'
import { accountUrlBeside } from './account-url.ts'

test.each([
  ['https://org-acct.snowflakecomputing.com/api/v2/cortex', 'https://org-acct.snowflakecomputing.com'],
  ['https://org-acct.snowflakecomputing.com/api/v2/cortex/', 'https://org-acct.snowflakecomputing.com'],
  ['http://127.0.0.1:8085//api/v2/cortex//', 'http://127.0.0.1:8085'],
  ['https://proxy.example/snow/api/v2/cortex', 'https://proxy.example/snow'],
  ['/api/v2/cortex', ''],
  ['https://gateway.example', null],
  ['https://gateway.example/api/v2/aigateways/SNOWFLAKE', null],
  ['https://gateway.example/api/v2/cortex/v1', null],
])('beside %s is %s', (cortexUrl, expected) => {
  expect(accountUrlBeside(cortexUrl)).toBe(expected)
})
