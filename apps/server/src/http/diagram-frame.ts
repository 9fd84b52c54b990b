import type { FastifyReply } from 'fastify'

/** The page in which diagrams are drawn. It is one file, made by `apps/web/diagram-frame`. */
export const DIAGRAM_FRAME = '/diagram-frame.html'

/**
 * It runs what a model wrote, so it has no origin, no network and no way to anywhere, also when somebody opens it by itself. The
 * page itself names the only scripts that may run; both policies count.
 */
export function protectDiagramFrame(reply: FastifyReply, frameAncestors: readonly string[]): void {
  reply.removeHeader('x-frame-options')
  // It has no origin of its own to have an agent cluster for.
  reply.removeHeader('origin-agent-cluster')
  reply.header(
    'content-security-policy',
    [
      "default-src 'none'",
      "script-src 'unsafe-inline'",
      "style-src 'unsafe-inline'",
      "base-uri 'none'",
      "form-action 'none'",
      // Every page around it has to be named: Coco, and who may show Coco.
      ['frame-ancestors', ...new Set(["'self'", ...frameAncestors])].join(' '),
      'sandbox allow-scripts',
    ].join(';'),
  )
}
