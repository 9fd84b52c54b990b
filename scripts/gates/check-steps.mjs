import { toolStep } from './tool-step.mjs'
import { vitestStep } from './vitest-step.mjs'

/**
 * The fast gate: everything that needs no running server.
 * @param {import('../bootstrap/find-toolchain.mjs').Toolchain} toolchain
 * @returns {import('./run-steps.mjs').Step[]}
 */
export const checkSteps = (toolchain) => [
  toolStep('format', toolchain, ['biome', 'format']),
  toolStep('lint', toolchain, ['oxlint', '--type-aware', '--deny-warnings', '--report-unused-disable-directives']),
  toolStep('boundaries', toolchain, ['node', 'scripts/gates/boundaries.mjs']),
  toolStep('unused code', toolchain, ['knip', '--treat-config-hints-as-errors']),
  // turbo keys a result by a package, what it depends on and the lockfile, so a kept one cannot be stale.
  toolStep('types', toolchain, ['turbo', 'run', 'typecheck', '--continue', '--output-logs=errors-only']),
  toolStep('types of scripts', toolchain, ['tsc', '--project', 'scripts/tsconfig.json']),
  vitestStep('unit tests', toolchain, 'unit'),
]
