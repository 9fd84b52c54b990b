import type { Plugin } from 'vite'

/**
 * What is fetched beside a part that comes later, so that nothing is waited for in turn: only what is not there yet. Otherwise each
 * part's list would name all that the first screen is made of, and be a part of the first screen itself.
 */
export function preloadWhatIsMissing() {
  /** By its file what each part imports before it runs. */
  const chunks = new Map<string, { imports: readonly string[]; isEntry: boolean }>()

  const plugin: Plugin = {
    name: 'coco:preload-what-is-missing',
    apply: 'build',
    enforce: 'pre',
    generateBundle(_, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type === 'chunk') chunks.set(output.fileName, output)
      }
    },
  }

  function resolveDependencies(_: string, files: string[], { hostId, hostType }: { hostId: string; hostType: string }) {
    if (hostType === 'html') return files
    const entries = [...chunks].flatMap(([file, { isEntry }]) => (isEntry ? [file] : []))
    const there = new Set([hostId, ...entries])
    for (const file of there) {
      for (const needed of chunks.get(file)?.imports ?? []) there.add(needed)
    }
    return files.filter((file) => !there.has(file))
  }

  return { plugin, resolveDependencies }
}
