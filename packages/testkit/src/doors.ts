import { createDoors, type Doors } from '@coco/server/doors'
import type { Store } from '@coco/server/open-store'

export type { Doors, Insider } from '@coco/server/doors'

/** What the doors would be if somebody forgot LOCAL: what one transaction says of itself stays on the connection for the next. */
export function doorsThatLeaveTraces({ database }: Pick<Store, 'database'>): Doors {
  return createDoors({
    transaction: (settings, work) =>
      database.transaction({}, async (tx) => {
        for (const setting of Object.entries(settings)) {
          await tx.$client.query('SELECT set_config($1, $2, false)', setting)
        }
        return work(tx)
      }),
  })
}

/** What the doors would be if somebody forgot to take on a role: the connection's own user stays, whom no policy holds. */
export function doorsWithoutRole({ database }: Pick<Store, 'database'>): Doors {
  return createDoors({
    transaction: (settings, work) => database.transaction({ ...settings, role: 'none' }, work),
  })
}
