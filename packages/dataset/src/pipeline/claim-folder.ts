import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InvalidInputError } from '@animegan/core'
import { writeFileAtomic } from '@animegan/node-files'

/** Who makes a data set, and of what: a folder belongs to whoever made the data set in it, so that no other is lost. */
export interface FolderClaim {
  /** The kind of work, such as `import`. */
  by: string
  /** What it works on; the same work may go on in the folder. */
  of: string
}

const claimPath = (out: string, { by }: FolderClaim): string => join(out, '.pipeline', `${by}.json`)

/** Throws `INVALID_OPTION` when the folder holds a data set that was made by something else, or of something else. */
export async function assertClaimable(out: string, claim: FolderClaim): Promise<void> {
  if (!existsSync(join(out, 'metadata.jsonl'))) return
  const before = await readFile(claimPath(out, claim), 'utf8').catch(() => undefined)
  if (before === claim.of) return
  const what =
    before === undefined ? 'a data set' : `the ${claim.by} of something else, or with other options`
  throw new InvalidInputError(
    'INVALID_OPTION',
    `${out} already holds ${what}, which would be lost; choose another folder, or remove this one`,
  )
}

/** Claims the folder, which is made if absent. Throws as {@link assertClaimable} does, and `NOT_WRITABLE`. */
export async function claimFolder(out: string, claim: FolderClaim): Promise<void> {
  await assertClaimable(out, claim)
  await writeFileAtomic(claimPath(out, claim), claim.of)
}
