import { appendFileSync, readFileSync } from 'node:fs'

/** What deploy/docker/Dockerfile makes, as scripts/image/rehearse.mjs has made it without a container engine. */
export interface ImageUnderTest {
  /** The tree that the image holds. */
  root: string
  /** A Node that its user may run. */
  node: string
  uid: number
  gid: number
  /** What the image sets. */
  env: Record<string, string>
  /** Arguments of Node for the server and for the command line; files from the root of the tree. */
  server: string[]
  commandLine: string[]
  /** Gets a line for each server that is started. */
  startsFile: string
}

let image: ImageUnderTest | null | undefined
let whenMissing = (what: string): never => {
  throw new Error(`An image has no ${what}.`)
}

/** Null where tests run the server in their own process, as they do unless the rehearsal of the image calls them. */
export function imageUnderTest(): ImageUnderTest | null {
  const path = process.env.COCO_TEST_IMAGE
  image ??= path === undefined ? null : (JSON.parse(readFileSync(path, 'utf8')) as ImageUnderTest)
  return image
}

export function noteStart({ startsFile }: ImageUnderTest, folder: string): void {
  appendFileSync(startsFile, `${folder}\n`)
}

/** What becomes of a test that replaces a part of the server or looks into it, which an image does not let it do. */
export function onMissing(handle: (what: string) => never): void {
  whenMissing = handle
}

export function missingInImage(what: string): never {
  return whenMissing(what)
}

/** For a test that watches or changes the process in which the server runs. */
export function needOwnProcess(what: string): void {
  if (imageUnderTest() !== null) missingInImage(what)
}

/** Stands where a part of the server would be: whoever looks at it learns that it is not there. */
export function standInFor(what: string): never {
  return new Proxy({}, { get: () => missingInImage(what) }) as never
}
