import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { ownerOf } from './database-owner.ts'
import { type SignedIn, signInWithLink } from './sign-in.ts'

export interface NewPerson {
  /** By default one of their own. */
  email?: string
  name?: string
  password?: string
  tenant?: string
  roles?: readonly string[]
  isSuperuser?: boolean
}

export interface AddedPerson extends SignedIn {
  email: string
  password: string
}

/** Somebody with an account, as an operator and an invitation make one; signed in for the first time. */
export async function addPerson(
  server: { serverUrl: string; databaseUrl: string | null; folder: string },
  person: NewPerson = {},
): Promise<AddedPerson> {
  const id = randomUUID()
  const { tenant = 'tenant-alpha', roles = ['member'], isSuperuser = false, name = 'Ann Lee' } = person
  const { email = `ann.${id.slice(0, 8)}@example.com`, password = `the password of ${id}` } = person
  const token = randomBytes(32).toString('base64url')
  const hash = createHash('sha256').update(token).digest('hex')
  {
    await using owner = await ownerOf(server)
    await owner.query(
      'INSERT INTO identity.users (id, email, email_key, name, is_superuser) VALUES ($1, $2, $3, $4, $5)',
      [id, email, email.toLowerCase(), name, isSuperuser],
    )
    if (!isSuperuser || person.tenant !== undefined) {
      await owner.query('INSERT INTO coco.memberships (tenant_id, user_id, roles) VALUES ($1, $2, $3)', [
        tenant,
        id,
        roles,
      ])
    }
    await owner.query(
      "INSERT INTO identity.one_time_links (hash, kind, user_id, tenant_id, expires_at) VALUES ($1, 'invitation', $2, $3, now() + interval '1 hour')",
      [hash, id, tenant],
    )
  }
  const signedIn = await signInWithLink(server.serverUrl, { token, password })
  // Not spread: `cookie` is read anew each time.
  return Object.assign(signedIn, { email, password })
}
