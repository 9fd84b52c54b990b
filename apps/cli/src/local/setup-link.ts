import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The path of the link that makes the first superuser; null once somebody has an account. The server writes the file. */
export function readSetupLink(dataDir: string): string | null {
  try {
    return readFileSync(join(dataDir, 'server', 'setup-link'), 'utf8').trim()
  } catch {
    return null
  }
}
