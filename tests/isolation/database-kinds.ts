import { hasPgvector, hasPostgres } from '@coco/testkit/test-postgres'

/** The embedded database always, Postgres where there is one. CI has one, and says so. */
export const KINDS: readonly ('embedded' | 'postgres')[] = (await hasPostgres())
  ? ['embedded', 'postgres']
  : ['embedded']

/** Which of them compare vectors. */
export const HAS_VECTORS = { embedded: true, postgres: await hasPgvector() }
