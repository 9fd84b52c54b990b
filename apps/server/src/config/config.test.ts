import { readEnvFile } from '@coco/core/settings/env-file'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isPrivate, readConfig } from './config.ts'

const folder = '/srv/coco'
const account = { SNOWFLAKE_ACCOUNT: 'myorg-my_account' }

test('an account is enough; everything else has a default', () => {
  const config = readConfig(account, folder)
  expect(config.mode).toBe('snowflake')
  expect(config.listen).toEqual({ host: '127.0.0.1', port: 8000, isLoopback: true })
  expect(config.dataDir).toBe('/srv/coco/data')
  expect(config.snowflake.cortexBaseUrl).toBe('https://myorg-my-account.snowflakecomputing.com/api/v2/cortex')
  expect(config.limits.timeouts).toEqual({
    connectMs: 5_000,
    firstTokenMs: 60_000,
    silenceMs: 60_000,
    totalMs: 600_000,
  })
})

test('.env.example starts once an account is filled in', () => {
  const example = readEnvFile(join(import.meta.dirname, '../../../../.env.example'))
  const filledIn = Object.entries({ ...example, ...account }).filter(([, value]) => value?.trim())
  expect(() => readConfig(Object.fromEntries(filledIn), folder)).not.toThrow()
})

test('every problem is named at once, without its value', () => {
  const settings = {
    COCO_MODE: 'local',
    COCO_HOST: '0.0.0.0',
    COCO_PORT: 'eight-thousand',
    COCO_REPLICAS: '3',
    LOG_LEVEL: 'LOUD',
    SNOWFLAKE_HOST: 'no/host',
    COCO_SESSION_SECRET: 'too-short',
  }
  expect(() => readConfig(settings, folder)).toThrow(
    /SNOWFLAKE_ACCOUNT is missing[\s\S]*SNOWFLAKE_HOST is not[\s\S]*COCO_PORT must be[\s\S]*COCO_SESSION_SECRET must[\s\S]*LOG_LEVEL must[\s\S]*COCO_MODE local is refused[\s\S]*COCO_REPLICAS must be 1/,
  )
  expect(() => readConfig(settings, folder)).not.toThrow(/eight-thousand|no.host|too-short/)
})

describe('local mode is refused', () => {
  test.each([
    { NODE_ENV: 'production' },
    { COCO_PUBLIC_URL: 'https://coco.example.com' },
    { COCO_TRUST_PROXY: 'loopback' },
    { COCO_INGRESS: 'spcs' },
    { COCO_ALLOWED_HOSTS: 'localhost, coco.example.com' },
    { COCO_HOST: '0.0.0.0', COCO_SESSION_SECRET: 'x'.repeat(40) },
    { COCO_HOST: '192.168.0.7', COCO_SESSION_SECRET: 'x'.repeat(40) },
  ])('with %o', (extra) => {
    expect(() => readConfig({ ...account, COCO_MODE: 'local', ...extra }, folder)).toThrow(/COCO_MODE local is refused/)
  })
})

test.each([
  ['', true],
  ['localhost,127.0.0.1', true],
  ['coco.example.com', false],
  ['localhost,coco.example.com', false],
])('COCO_ALLOWED_HOSTS=%j: only this machine can reach the server is %s', (hosts, expected) => {
  expect(isPrivate(readConfig({ ...account, COCO_ALLOWED_HOSTS: hosts }, folder))).toBe(expected)
})

test('the refusal of local mode names the variable that lets others in', () => {
  const settings = { ...account, COCO_MODE: 'local', COCO_ALLOWED_HOSTS: 'coco.example.com' }
  expect(() => readConfig(settings, folder)).toThrow(/COCO_ALLOWED_HOSTS/)
  expect(readConfig({ ...settings, COCO_ALLOWED_HOSTS: 'localhost' }, folder).mode).toBe('local')
})

test('the server alone never falls into local mode: it names the account that is missing', () => {
  expect(() => readConfig({}, folder)).toThrow(/SNOWFLAKE_ACCOUNT is missing/)
})

test('beyond loopback a session secret is required', () => {
  expect(() => readConfig({ ...account, COCO_HOST: '0.0.0.0' }, folder)).toThrow(/COCO_SESSION_SECRET is required/)
  const config = readConfig({ ...account, COCO_HOST: '0.0.0.0', COCO_SESSION_SECRET: 's'.repeat(32) }, folder)
  expect(JSON.stringify(config.sessionSecret)).toBe('"[secret]"')
})

test.each(['::1', '[::1]'])('COCO_HOST=%s is this machine by IPv6', (given) => {
  expect(readConfig({ ...account, COCO_HOST: given }, folder).listen).toMatchObject({ host: '::1', isLoopback: true })
})

test('the override replaces the address whole and may end in a slash', () => {
  const config = readConfig({ ...account, CORTEX_BASE_URL_OVERRIDE: 'http://127.0.0.1:8085/api/v2/cortex/' }, folder)
  expect(config.snowflake.cortexBaseUrl).toBe('http://127.0.0.1:8085/api/v2/cortex')
})

test.each([
  ['debug', 'DEBUG'],
  ['Warning', 'WARNING'],
  ['CRITICAL', 'CRITICAL'],
])('LOG_LEVEL=%s is understood', (given, understood) => {
  expect(readConfig({ ...account, LOG_LEVEL: given }, folder).logLevel).toBe(understood)
})

test('a store that nothing uses is reported, not refused; unknown names are left alone', () => {
  const config = readConfig({ ...account, REDIS_URL: 'redis://x', SOMETHING_ELSE: '1' }, folder)
  expect(config.unused).toEqual(['REDIS_URL'])
})

test.each([
  ['true', true],
  ['false', false],
  ['10.0.0.0/8, 127.0.0.1', '10.0.0.0/8, 127.0.0.1'],
])('COCO_TRUST_PROXY=%s', (given, understood) => {
  expect(readConfig({ ...account, COCO_TRUST_PROXY: given }, folder).requests.trustProxy).toBe(understood)
})

test('an ingress in front: others reach the server, and no identity provider says who they are besides', () => {
  const inside = { ...account, SNOWFLAKE_SERVICE_NAME: 'COCO', COCO_INGRESS: 'spcs' }
  const config = readConfig(inside, folder)
  expect([config.ingress, isPrivate(config)]).toEqual(['spcs', false])
  expect(readConfig(account, folder).ingress).toBeNull()
  expect(() => readConfig({ ...account, COCO_INGRESS: 'nginx' }, folder)).toThrow(/COCO_INGRESS must be none or spcs/)
  const provider = { OIDC_ISSUER: 'https://login.example.com', OIDC_CLIENT_ID: 'c', OIDC_CLIENT_SECRET: 's' }
  expect(() => readConfig({ ...inside, ...provider }, folder)).toThrow(/exclude each other/)
  const outside = /COCO_INGRESS spcs is refused outside of a Snowpark service/
  expect(() => readConfig({ ...account, COCO_INGRESS: 'spcs' }, folder)).toThrow(outside)
  expect(() => readConfig({ ...inside, SNOWFLAKE_SERVICE_NAME: '' }, folder)).toThrow(outside)
})
