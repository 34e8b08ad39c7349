import { findAsset } from './asset-store.js'
import { assets } from './assets.js'
import { formatTable } from './table.js'

/** Does `animegan assets list`. */
export async function listAssets({ json = false }: { json?: boolean | undefined }): Promise<void> {
  const rows = await Promise.all(
    assets.map(async (asset) => {
      const folder = await findAsset(asset).then(
        (found) => found.folder,
        () => null,
      )
      const { name, description, licence, credit, page, files } = asset
      const bytes = files.every((file) => file.bytes !== undefined)
        ? files.reduce((sum, file) => sum + (file.bytes ?? 0), 0)
        : null
      return { name, description, licence, credit, page, bytes, urls: files.map(({ url }) => url), folder }
    }),
  )
  if (json) console.log(JSON.stringify(rows, null, 2))
  else
    console.log(
      formatTable(
        rows.map(({ name, licence, folder, bytes, description }) => [
          name,
          folder === null ? 'not here' : 'here',
          bytes === null ? 'size unknown' : `${(bytes / 1e6).toFixed(1)} MB`,
          licence,
          description,
        ]),
      ),
    )
}
