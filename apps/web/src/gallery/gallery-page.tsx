import { PageHeading } from '../app/page-heading'

/** Not built yet: its heading alone. */
export function GalleryPage() {
  return <PageHeading title="gallery.title" lead="gallery.lead" />
}
