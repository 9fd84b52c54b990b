import { Ajv2019 } from 'ajv/dist/2019.js'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { yamlOf } from './deploy-files.ts'
import { IMAGE_SETTINGS, isSetting } from './settings.ts'

const stored = dirname(createRequire(import.meta.url).resolve('schemastore/package.json'))
const schema = join(
  stored,
  'schemas/json/raw.githubusercontent.com/compose-spec/compose-spec/master/schema/compose-spec.json',
)
// It names its parts as older drafts did, which says nothing here.
const withoutIds = (key: string, value: unknown) =>
  key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value
const published = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(schema, 'utf8'), withoutIds))
const isCompose = new Ajv2019({ strict: false, validateFormats: false }).compile(published)
const compose = yamlOf('deploy/docker/compose.yaml')

test('is what the published schema of Compose takes', () => {
  isCompose(compose)
  expect(isCompose.errors).toBeNull()
  expect(isCompose({ services: { coco: { image: 'coco', read_onyl: true } } })).toBe(false)
})

test('Coco reads every setting that it is given there, and has what it needs beyond loopback', () => {
  const { services } = z
    .object({ services: z.record(z.string(), z.object({ environment: z.record(z.string(), z.string()).optional() })) })
    .parse(compose)
  const given = Object.keys(services.coco?.environment ?? {})
  expect(given.filter((name) => !isSetting(name))).toEqual([])
  for (const needed of ['SNOWFLAKE_ACCOUNT', 'COCO_SESSION_SECRET', 'COCO_PUBLIC_URL', 'DATABASE_URL'])
    expect(given).toContain(needed)
  expect(IMAGE_SETTINGS).toMatchObject({ COCO_HOST: '0.0.0.0', NODE_ENV: 'production' })
})
