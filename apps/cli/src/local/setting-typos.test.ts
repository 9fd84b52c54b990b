import { expect, test } from 'vitest'
import { knownSettings, settingTypos } from './setting-typos.ts'

test.each([
  ['SNOWFLAKE_ACOUNT', 'SNOWFLAKE_ACCOUNT'],
  ['LOG_LEVL', 'LOG_LEVEL'],
  ['COCO_TRUST_PROXI', 'COCO_TRUST_PROXY'],
  ['CORTEX_BASE_URL_OVERIDE', 'CORTEX_BASE_URL_OVERRIDE'],
])('%s is probably meant to be %s', (name, meant) => {
  expect(settingTypos([name], knownSettings())).toEqual([
    `${name} is not a setting of Coco and is not used. Did you mean ${meant}?`,
  ])
})

test('names of other programs, and our own, are left alone', () => {
  const others = [
    'PATH',
    'LOGNAME',
    'HOME',
    'NODE_OPTIONS',
    'DATABASE_HOST',
    'SNOWFLAKE_HOME',
    'COCO_NODE',
    'COCO_WEB_PORT',
  ]
  expect(settingTypos([...others, ...knownSettings()], knownSettings())).toEqual([])
})
