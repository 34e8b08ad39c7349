import { PageHeading } from '../app/page-heading'

/** Not built yet: its heading alone. */
export function AboutPage() {
  return <PageHeading title="about.title" lead="about.lead" />
}
