import { CortexError } from '@coco/core/cortex/cortex-error'
import { describe, expect, test } from 'vitest'
import { upstreamWords } from './upstream-words.ts'

const wordsOf = (upstreamBody: string | null) =>
  upstreamWords(new CortexError('x', { code: 'upstream_rejected', statusCode: 400, upstreamBody }))

describe('goes through to the letter', () => {
  test.each([
    '{"message":"Model claude-4-sonnet is not allowed for this role","code":"003001","request_id":"0b1c2d3e-0000-4000-8000-000000000000"}',
    '{"code":"390144","message":"JWT token is invalid. [0b1c2d3e-0000-4000-8000-000000000000]"}',
    '{"code":"390303","message":"Invalid OAuth access token. ...TTTTTTTT"}',
    '{"code":"390142","message":"messages.0.content: Incoming request does not contain a valid payload."}',
    '{"message":"unknown model \\"llama3.1-70b-v2\\", try openai-gpt-4.1 or SNOWFLAKE.MODELS.\\"CLAUDE-4-SONNET\\""}',
    '{ "error" : "max tokens of 12 exceeded" }',
  ])('%s', (body) => expect(wordsOf(body)).toBe(body))
})

describe('is said in our words', () => {
  test.each([
    null,
    '',
    '<html>502</html>',
    '{}',
    `{"message":"${'x '.repeat(200)}"}`,
    '{"message":"token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln is invalid"}',
    '{"message":"Authorization: Bearer abc"}',
    '{"message":"-----BEGIN PRIVATE KEY-----"}',
    '{"message":"sk-live-1234567890"}',
    '{"password":"hunter2"}',
    '{"message":"client_secret is hunter2"}',
    '{"message":"\\u0073k-live-1234567890"}',
    '{"message":"connect ECONNREFUSED 10.0.0.7:443"}',
    '{"message":"gs-17.internal: /home/app/server.py"}',
    '{"message":"https://user:pass@host/"}',
    `{"message":"${'A1b2'.repeat(15)}"}`,
    '{"message":"ACCOUNT.USER.SHA256:abcd="}',
  ])('%s', (body) => expect(wordsOf(body)).toBeNull())
})
