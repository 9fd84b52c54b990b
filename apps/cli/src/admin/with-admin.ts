import { type Admin, openAdmin } from '@coco/server/admin'
import type { Cli } from '../command.ts'

/**
 * Works on the data of this folder's Coco: through a running server when that has the embedded database open, else by itself.
 * @throws Error that says why the data cannot be reached
 */
export async function withAdmin<T>({ settings, folder }: Cli, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = await openAdmin({ settings, folder })
  try {
    return await work(admin)
  } finally {
    await admin.close()
  }
}
