import type { AppRouter } from '@coco/server/api'
import { createTRPCReact } from '@trpc/react-query'

/** The server's procedures as React Query hooks. */
export const trpc = createTRPCReact<AppRouter>()
