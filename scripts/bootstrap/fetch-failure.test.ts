import { expect, test } from 'vitest'
import { fetchFailure } from './fetch-failure.mjs'

test.each([
  'npm error code ENOTFOUND',
  'npm error code EAI_AGAIN',
  'ERR_PNPM_META_FETCH_FAIL  GET https://example.com/zod: request failed',
  'connect ECONNREFUSED 127.0.0.1:4873',
])('"%s" is told as a registry that does not answer', (output) => {
  expect(fetchFailure('pnpm', output)).toMatch(/^Could not fetch pnpm: the npm registry does not answer\./)
})

test('any other failure shows the end of what the program said', () => {
  expect(fetchFailure('the packages', 'ERR_PNPM_OUTDATED_LOCKFILE  run pnpm install')).toBe(
    'Could not fetch the packages:\nERR_PNPM_OUTDATED_LOCKFILE  run pnpm install',
  )
})
