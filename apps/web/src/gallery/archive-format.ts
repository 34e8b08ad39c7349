import * as z from 'zod/mini'

/** The file of an archive that says what else is in it. */
export const archiveManifestName = 'animegan-gallery.json'

/** Grows when what was written before means something else. */
export const archiveSchema = 'animegan.gallery/1'

const archivedCharacter = z.object({
  /** Name of the PNG in the archive; the record in it says what the face shows and which model drew it. */
  file: z.string(),
  /** As in links. */
  settings: z.string(),
  /** When it was drawn last, as ISO 8601. */
  time: z.iso.datetime(),
  favourite: z.boolean(),
})

/** A character as the manifest of an archive says it. */
export type ArchivedCharacter = z.infer<typeof archivedCharacter>

/** The manifest of an archive. */
export const archiveManifest = z.object({
  schema: z.literal(archiveSchema),
  characters: z.array(archivedCharacter),
})
