import type { createAppRouter } from './app-router.ts'

/** The server's router as a type: all that the browser and other services may import from here. */
export type AppRouter = ReturnType<typeof createAppRouter>
