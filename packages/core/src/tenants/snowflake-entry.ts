import { z } from 'zod'

/** A name that Snowflake holds and that is never pasted into SQL here; control characters are somebody's accident. */
const SnowflakeName = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(255)
  .regex(/^\P{Cc}*$/u, 'must not hold control characters')

const KeyPairEntry = z.strictObject({
  user: SnowflakeName,
  role: SnowflakeName,
  privateKeyPath: z.string().min(1, 'must name the private key file, for example keys/acme_rsa_key.p8'),
  privateKeyPassphraseEnv: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of an environment variable, not the passphrase itself')
    .nullish(),
})

export type KeyPairEntry = z.infer<typeof KeyPairEntry>

const ServiceEntry = z.strictObject({
  sessionTokenPath: z
    .string()
    .min(
      1,
      'must name the file that Snowflake mounts, which is /snowflake/session/token unless the service says otherwise',
    ),
})

/**
 * How a tenant signs in at Snowflake, as `tenants.json` writes it: with a user's key pair, or as the Snowpark service that
 * Coco runs in. The one that is meant is told by `sessionTokenPath`, so that each mistake is named in the words of that one;
 * a union would answer "Invalid input".
 */
export const SnowflakeEntry = z
  .custom<z.input<typeof KeyPairEntry> | z.input<typeof ServiceEntry>>()
  .transform((entry, context): KeyPairEntry | z.infer<typeof ServiceEntry> => {
    const isService = typeof entry === 'object' && entry !== null && 'sessionTokenPath' in entry
    const parsed = isService ? ServiceEntry.safeParse(withoutKeyPair(entry, context)) : KeyPairEntry.safeParse(entry)
    if (parsed.success) return parsed.data
    // The issues are finished; each keeps its own words and fields, such as the keys that nobody knows.
    for (const issue of parsed.error.issues) context.issues.push({ ...issue } as z.core.$ZodRawIssue)
    return z.NEVER
  })

/** Names each field that belongs to the other way of signing in, and leaves it out. */
function withoutKeyPair(entry: object, context: z.RefinementCtx): object {
  const isOfKeyPair = (name: string) => name in KeyPairEntry.shape
  const fields = Object.entries(entry)
  for (const [name] of fields) {
    if (!isOfKeyPair(name)) continue
    const message = 'cannot stand beside sessionTokenPath: the service signs in as itself. Remove one of the two.'
    context.addIssue({ code: 'custom', path: [name], message })
  }
  return Object.fromEntries(fields.filter(([name]) => !isOfKeyPair(name)))
}
