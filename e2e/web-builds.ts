import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const BUILT = process.env.COCO_WEB_FOLDER ?? join(import.meta.dirname, '../apps/web/dist')

export interface WebBuilds extends AsyncDisposable {
  folder: string
  /** Puts another build in its place, as a deploy does: every file has another name, and the old ones are gone. */
  deploy(): Promise<void>
  /** A file of the present build is not there any more. */
  lose(name: RegExp): Promise<void>
}

/** The built page in a folder of its own. */
export async function copyWebBuild(): Promise<WebBuilds> {
  const folder = await mkdtemp(join(tmpdir(), 'coco-web-'))
  const assets = join(folder, 'assets')
  // Without what was compressed beforehand: a deploy here changes texts.
  await cp(BUILT, folder, { recursive: true, filter: (path) => !/\.(br|gz)$/.test(path) })

  /** What differs between two builds of a page is what its files are called, in their names and where they name each other. */
  async function deploy() {
    const names = (await readdir(assets)).filter((name) => /-[\w-]{8}\.\w+$/.test(name))
    const renamed = new Map(names.map((name) => [name, name.replace(/(.{8})\.(\w+)$/, 'new$1.$2')]))
    const pattern = new RegExp([...renamed.keys()].map((name) => name.replaceAll('.', '\\.')).join('|'), 'g')
    const texts = [join(folder, 'index.html'), ...names.filter(isText).map((name) => join(assets, name))]
    for (const path of texts) {
      const text = await readFile(path, 'utf8')
      await writeFile(
        path,
        text.replace(pattern, (name) => renamed.get(name) ?? name),
      )
    }
    for (const [from, to] of renamed) await rename(join(assets, from), join(assets, to))
  }

  async function lose(name: RegExp) {
    const lost = (await readdir(assets)).filter((file) => name.test(file))
    if (lost.length === 0) throw new Error(`No file of the page is called ${name}.`)
    for (const file of lost) await rm(join(assets, file))
  }

  return { folder, deploy, lose, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}

const isText = (name: string) => /\.(js|css)$/.test(name)
