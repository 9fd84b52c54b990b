import { execFile } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { ROOT, textOf, yamlsOf } from './deploy-files.ts'
import { isSetting } from './settings.ts'

const PATH = 'deploy/kubernetes/coco.yaml'
/** Where TypeScript finds the types, and nobody else looks. */
const FOLDER = join(import.meta.dirname, '../node_modules/.cache/coco')

/** What Kubernetes' own types, as TypeScript has them, say to these documents: unknown, missing and mistyped fields. */
async function complaintsOf(documents: unknown[]): Promise<string> {
  const name = `manifests-${crypto.randomUUID()}`
  const typed = documents.map((document, index) => {
    const { apiVersion, kind } = z.object({ apiVersion: z.string(), kind: z.string() }).parse(document)
    const from = `kubernetes-models/${apiVersion}`
    return `export const document${index}: import('${from}').I${kind} = ${JSON.stringify(document, null, 1)}\n`
  })
  mkdirSync(FOLDER, { recursive: true })
  const file = join(FOLDER, `${name}.ts`)
  writeFileSync(file, typed.join('\n'))
  try {
    const options = ['--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext']
    await promisify(execFile)(join(ROOT, 'node_modules/.bin/tsc'), [...options, file], { cwd: FOLDER })
    return ''
  } catch (error) {
    return z.object({ stdout: z.string() }).parse(error).stdout
  } finally {
    rmSync(file)
  }
}

test('is what Kubernetes’ types take, and a misspelt field is found', async () => {
  expect(await complaintsOf(yamlsOf(PATH))).toBe('')
  const misspelt = textOf(PATH).replace('readOnlyRootFilesystem', 'readOnlyRootFileSystem')
  expect(misspelt).not.toBe(textOf(PATH))
  const [deployment] = yamlsOf(PATH)
  const wrong = JSON.parse(JSON.stringify(deployment).replace('readOnlyRootFilesystem', 'readOnlyRootFileSystem'))
  expect(await complaintsOf([wrong])).toContain('readOnlyRootFileSystem')
})

const Deployment = z.object({
  kind: z.literal('Deployment'),
  spec: z.object({
    replicas: z.number(),
    strategy: z.object({ type: z.string() }),
    template: z.object({
      spec: z.object({
        enableServiceLinks: z.boolean().default(true),
        securityContext: z.object({ runAsNonRoot: z.boolean(), runAsUser: z.number(), runAsGroup: z.number() }),
        containers: z.array(
          z.object({
            ports: z.array(z.object({ containerPort: z.number() })),
            env: z.array(z.object({ name: z.string(), value: z.string().optional() })),
            volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string() })),
          }),
        ),
        volumes: z.array(z.object({ name: z.string() })),
      }),
    }),
  }),
})

test('runs one process as the image’s user, with settings that Coco has and secrets by reference', () => {
  const { spec } = Deployment.parse(yamlsOf(PATH)[0])
  expect([spec.replicas, spec.strategy.type]).toEqual([1, 'Recreate'])
  const { securityContext, containers, volumes } = spec.template.spec
  const dockerfile = textOf('deploy/docker/Dockerfile')
  expect(dockerfile).toContain(`USER ${securityContext.runAsUser}:${securityContext.runAsGroup}`)
  const [container] = containers
  expect(dockerfile).toContain(`EXPOSE ${container?.ports[0]?.containerPort}`)
  expect(container?.env.filter(({ name }) => !isSetting(name))).toEqual([])
  const inClear = container?.env.filter(({ value }) => value !== undefined).map(({ name }) => name)
  expect(inClear).not.toEqual(expect.arrayContaining(['COCO_SESSION_SECRET']))
  expect(inClear).not.toEqual(expect.arrayContaining(['DATABASE_URL']))
  expect(container?.volumeMounts.map(({ name }) => name)).toEqual(volumes.map(({ name }) => name))
})

/** What a kubelet writes into each container for a service (source: Kubernetes docs, "Accessing the Service", environment variables). */
function linksOf(service: unknown): string[] {
  const { metadata, spec } = z
    .object({ metadata: z.object({ name: z.string() }), spec: z.object({ ports: z.array(z.unknown()) }) })
    .parse(service)
  expect(spec.ports).not.toEqual([])
  const name = metadata.name.toUpperCase().replaceAll('-', '_')
  return [`${name}_SERVICE_HOST`, `${name}_SERVICE_PORT`, `${name}_PORT`]
}

test('what a kubelet writes for a service into every container is not taken for a setting', () => {
  const [deployment, service] = yamlsOf(PATH)
  const { enableServiceLinks } = Deployment.parse(deployment).spec.template.spec
  // A service of this name would give COCO_PORT the value tcp://10.0.0.1:80.
  expect(linksOf(service).filter(isSetting)).toEqual(['COCO_PORT'])
  expect(enableServiceLinks).toBe(false)
})

test('every part is chosen by the one label, and all of the server’s doors are closed but its port', () => {
  const label = { 'app.kubernetes.io/name': 'coco' }
  const [deployment, service, budget, policy] = yamlsOf(PATH)
  expect(deployment).toMatchObject({ spec: { template: { metadata: { labels: label } } } })
  expect(service).toMatchObject({ kind: 'Service', spec: { selector: label } })
  expect(budget).toMatchObject({ kind: 'PodDisruptionBudget', spec: { selector: { matchLabels: label } } })
  expect(policy).toMatchObject({
    kind: 'NetworkPolicy',
    spec: {
      podSelector: { matchLabels: label },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ ports: [{ protocol: 'TCP', port: 8000 }] }],
    },
  })
})
