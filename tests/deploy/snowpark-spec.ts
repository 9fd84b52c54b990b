import { z } from 'zod'

const Name = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/)
const RoleName = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/)
const Port = z.int().min(1).max(65_535)
const Amount = z.union([z.number().positive(), z.string().regex(/^\d+(\.\d+)?[KMGT]i?$/)])
const Probe = z.strictObject({
  port: Port,
  path: z.string().startsWith('/'),
  periodSeconds: z.int().positive().optional(),
  failureThreshold: z.int().positive().optional(),
})
const Resources = z.strictObject({ cpu: z.number().positive(), memory: Amount })

const Secret = z
  .strictObject({
    snowflakeSecret: z.strictObject({ objectName: z.string().regex(/^\w+\.\w+\.\w+$/) }),
    secretKeyRef: z.enum(['username', 'password', 'secret_string', 'access_token']).optional(),
    envVarName: z.string().optional(),
    directoryPath: z.string().startsWith('/').optional(),
  })
  .refine(
    ({ envVarName, directoryPath }) => (envVarName === undefined) !== (directoryPath === undefined),
    'a variable or a folder',
  )
  .refine(
    ({ secretKeyRef, envVarName }) => (secretKeyRef === undefined) === (envVarName === undefined),
    'secretKeyRef belongs to a variable',
  )

/**
 * The part of Snowpark's service specification that Coco uses, field by field (source: snowflake docs, "service specification
 * reference"). There is no published schema; a field that is not here may exist, and has to be looked up before it is used.
 */
export const ServiceSpec = z.strictObject({
  spec: z.strictObject({
    containers: z
      .array(
        z.strictObject({
          name: Name,
          image: z.string().regex(/^\/\w+\/\w+\/\w+\/[a-z0-9-]+:[A-Za-z0-9._-]+$/),
          env: z.record(z.string(), z.string()),
          readinessProbe: Probe,
          livenessProbe: Probe,
          resources: z.strictObject({ requests: Resources, limits: Resources }),
          volumeMounts: z.array(z.strictObject({ name: Name, mountPath: z.string().startsWith('/') })).optional(),
          secrets: z.array(Secret),
        }),
      )
      .length(1),
    endpoints: z
      .array(z.strictObject({ name: Name, port: Port, public: z.boolean(), protocol: z.enum(['TCP', 'HTTP']) }))
      .min(1),
    volumes: z
      .array(
        z.strictObject({
          name: Name,
          source: z.literal('block'),
          size: Amount,
          uid: z.int(),
          gid: z.int(),
        }),
      )
      .optional(),
    logExporters: z.strictObject({
      eventTableConfig: z.strictObject({ logLevel: z.enum(['INFO', 'ERROR', 'NONE']) }),
    }),
    platformMonitor: z.strictObject({ metricConfig: z.strictObject({ groups: z.array(z.literal('system')) }) }),
  }),
  serviceRoles: z.array(z.strictObject({ name: RoleName, endpoints: z.array(Name) })),
})

const Identifier = z.union([z.string(), z.strictObject({ name: z.string(), database: z.string(), schema: z.string() })])

/** The project file of Snowflake's command line, the fields that Coco uses (source: snowflake-cli, plugin `spcs`). */
export const SnowProject = z.strictObject({
  definition_version: z.literal(2),
  entities: z.strictObject({
    pool: z.strictObject({
      type: z.literal('compute-pool'),
      identifier: Identifier,
      instance_family: z.string(),
      min_nodes: z.int(),
      max_nodes: z.int(),
      auto_suspend_seconds: z.int(),
      comment: z.string(),
    }),
    images: z.strictObject({ type: z.literal('image-repository'), identifier: Identifier }),
    service: z.strictObject({
      type: z.literal('service'),
      identifier: Identifier,
      stage: z.string(),
      compute_pool: z.string(),
      spec_file: z.string(),
      min_instances: z.int(),
      max_instances: z.int(),
      query_warehouse: z.string(),
      external_access_integrations: z.array(z.string()),
      artifacts: z.array(z.string()),
    }),
  }),
})
