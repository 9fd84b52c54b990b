import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { ROOT, textOf, yamlOf } from './deploy-files.ts'
import { isSetting } from './settings.ts'
import { ServiceSpec, SnowProject } from './snowpark-spec.ts'

const VALUES = { IMAGE_TAG: '0123abc', PUBLIC_URL: 'https://abc-org-account.snowflakecomputing.app' }
const setup = textOf('deploy/spcs/setup.sql')
const teardown = textOf('deploy/spcs/teardown.sql')
const specOf = (name: string) => ServiceSpec.parse(rendered(name))
/** As the workflow does it. */
function rendered(name: string): unknown {
  const script = ['scripts/deploy/render.mjs', `deploy/spcs/${name}`]
  return parse(execFileSync(process.execPath, script, { cwd: ROOT, env: VALUES, encoding: 'utf8' }))
}
/** `KIND name` of everything that a script makes or takes away. */
const objectsOf = (sql: string, verb: RegExp) =>
  [...sql.matchAll(verb)].map(([, kind, name]) => `${kind} ${name}`).toSorted()
const CREATED = /^CREATE ([A-Z ]+?) IF NOT EXISTS ([\w.]+)/gm
const DROPPED = /^DROP ([A-Z ]+?) IF EXISTS ([\w.]+)/gm

describe.each(['service.yaml', 'service-on-a-volume.yaml'])('%s', (name) => {
  const { spec, serviceRoles } = specOf(name)
  const [container] = spec.containers

  test('says what Snowpark takes, and nothing else', () => {
    expect(container?.image).toBe('/coco_db/app/coco_images/coco:0123abc')
    expect(container?.env.COCO_PUBLIC_URL).toBe(VALUES.PUBLIC_URL)
    expect(ServiceSpec.safeParse({ spec: { ...spec, endpoint: [] }, serviceRoles }).success).toBe(false)
    expect(ServiceSpec.safeParse({ spec, serviceRoles }).success).toBe(true)
  })

  test('asks the server where it listens, and leads people there', () => {
    const port = Number(/COCO_PORT=(\d+)/.exec(textOf('deploy/docker/Dockerfile'))?.[1])
    expect([container?.readinessProbe, container?.livenessProbe]).toEqual([
      { port, path: '/readyz' },
      { port, path: '/healthz' },
    ])
    expect(spec.endpoints).toEqual([{ name: 'web', port, public: true, protocol: 'HTTP' }])
    expect(serviceRoles).toEqual([{ name: 'coco_users', endpoints: ['web'] }])
    expect(Number(container?.env.COCO_LIMIT_HEARTBEAT_MS)).toBeLessThan(90_000 / 2)
  })

  test('gives the server settings that it has', () => {
    const names = [
      ...Object.keys(container?.env ?? {}),
      ...(container?.secrets ?? []).flatMap(({ envVarName }) => envVarName ?? []),
    ]
    expect(names).toContain('COCO_SESSION_SECRET')
    expect(names.filter((setting) => !isSetting(setting))).toEqual([])
  })

  test('reads secrets that setup.sql makes and lets its role read', () => {
    for (const { snowflakeSecret } of container?.secrets ?? []) {
      const secret = snowflakeSecret.objectName.toUpperCase()
      expect(setup).toContain(`CREATE SECRET IF NOT EXISTS ${secret} TYPE = GENERIC_STRING`)
      expect(setup).toContain(`GRANT READ ON SECRET ${secret} TO ROLE COCO_SERVICE;`)
    }
  })

  test('mounts what it has, where the image keeps data, for the image’s own user', () => {
    const volumes = spec.volumes ?? []
    expect((container?.volumeMounts ?? []).map((mount) => mount.name)).toEqual(volumes.map((volume) => volume.name))
    for (const { mountPath } of container?.volumeMounts ?? []) expect(mountPath).toBe('/app/data')
    for (const { uid, gid } of volumes) {
      expect(textOf('deploy/docker/Dockerfile')).toContain(`USER ${uid}:${gid}`)
    }
  })
})

test('with a volume there is no database outside, and without one there is', () => {
  const variablesOf = (name: string) => specOf(name).spec.containers[0]?.secrets.map(({ envVarName }) => envVarName)
  expect(variablesOf('service.yaml')).toContain('DATABASE_URL')
  expect(variablesOf('service-on-a-volume.yaml')).not.toContain('DATABASE_URL')
})

test('the project of the command line names what the scripts and the specification name', () => {
  const { pool, images, service } = SnowProject.parse(yamlOf('deploy/spcs/snowflake.yml')).entities
  expect(service.compute_pool).toBe(pool.identifier)
  expect(service.max_instances).toBe(1)
  expect(service.artifacts).toContain(service.spec_file)
  expect(images.identifier).toEqual({ name: 'COCO_IMAGES', database: 'COCO_DB', schema: 'APP' })
  for (const made of [
    `WAREHOUSE IF NOT EXISTS ${service.query_warehouse} `,
    `STAGE IF NOT EXISTS COCO_DB.APP.${service.stage} `,
  ])
    expect(setup).toContain(`CREATE ${made}`)
  for (const integration of service.external_access_integrations)
    expect(setup).toContain(`CREATE EXTERNAL ACCESS INTEGRATION IF NOT EXISTS ${integration}\n`)
})

test('everything that is made is taken away again', () => {
  const made = objectsOf(setup, CREATED)
  expect(made).toHaveLength(13)
  const byDeployment = [
    'COMPUTE POOL COCO_POOL',
    'IMAGE REPOSITORY COCO_DB.APP.COCO_IMAGES',
    'SERVICE COCO_DB.APP.COCO',
  ]
  expect(objectsOf(teardown, DROPPED)).toEqual([...made, ...byDeployment].toSorted())
})

test('a service with a block volume can be taken away too, which Snowflake does with FORCE alone', () => {
  const [volume] = specOf('service-on-a-volume.yaml').spec.volumes ?? []
  expect(volume?.source).toBe('block')
  expect(teardown).toMatch(/^DROP SERVICE IF EXISTS COCO_DB\.APP\.COCO FORCE;$/m)
})

test('no value of a secret stands in the script', () => {
  expect([...setup.matchAll(/SECRET_STRING = '([^']*)'/g)].map(([, value]) => value)).toEqual(['', '', '', '', ''])
})
