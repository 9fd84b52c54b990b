import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseEnv as parseEnvFile } from 'node:util'
import { expect, test } from 'vitest'
import { parseEnv, Variables } from './env.ts'
import { LimitVariables } from './limits.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const example = readFileSync(join(root, '.env.example'), 'utf8')
/** `NAME=value`, also where a `# ` says that it is only shown. */
const named = Object.entries(parseEnvFile(example.replaceAll(/^# (?=[A-Z][A-Z0-9_]*=)/gm, '')))
const names = named.map(([name]) => name)

const INSIDE = { SNOWFLAKE_SERVICE_NAME: 'COCO' }
/** All or none of them. */
const OIDC = Object.fromEntries(named.filter(([name]) => name.startsWith('OIDC_')))

test('.env.example as it is, with an account, is a configuration that starts', () => {
  const asIs = Object.entries(parseEnvFile(example)).filter(([, value]) => value !== '')
  expect(parseEnv({ ...Object.fromEntries(asIs), SNOWFLAKE_ACCOUNT: 'myorg-myaccount' })).not.toHaveProperty('problems')
})

test.each(named.filter(([, value]) => value !== ''))(
  'the value that .env.example shows for %s is accepted',
  (name, value) => {
    const companions = name.startsWith('OIDC_') ? OIDC : name === 'COCO_INGRESS' ? INSIDE : {}
    const problems = parseEnv({ SNOWFLAKE_ACCOUNT: 'myorg-myaccount', ...companions, [name]: value ?? '' })
    expect(problems).not.toHaveProperty('problems')
  },
)

test('.env.example names every variable of the server', () => {
  expect(names).toEqual(expect.arrayContaining(Object.keys(Variables.shape)))
})

test('the limits that .env.example shows are the ones in force', () => {
  const shown = Object.fromEntries(named)
  const inForce = Object.entries(LimitVariables).map(([name, variable]) => [name, String(variable.parse(undefined))])
  expect(shown).toMatchObject(Object.fromEntries(inForce))
})

test('.env.example names every setting that any part reads', () => {
  const read = sources().flatMap((source) =>
    [...source.matchAll(/\bsettings\.([A-Z][A-Z0-9_]+)/g)].map(([, name]) => name),
  )
  expect(names).toEqual(expect.arrayContaining(read))
})

test.each(names)('%s of .env.example is read by some part', (name) => {
  const written = new RegExp(`\\b${name}\\b|\\$\\{prefix\\}_${name.replace(/^(ALPHA|BETA)_/, '')}\\b`)
  expect(sources().some((source) => written.test(source))).toBe(true)
})

/** The source of every part, without tests. */
function sources(): string[] {
  return ['apps', 'packages'].flatMap((parent) =>
    readdirSync(join(root, parent)).flatMap((part) => {
      const folder = join(root, parent, part, 'src')
      return readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test'))
        .map((path) => readFileSync(join(folder, path), 'utf8'))
    }),
  )
}
