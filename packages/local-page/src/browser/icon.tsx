/** What pages have in common: paths for {@link Icon}. */
export const commonIcons = {
  tick: 'M4.5 12.5l5 5 10-11',
  cross: 'M6 6l12 12M18 6L6 18',
  undo: 'M9 14L4 9l5-5M4 9h9.5a6.5 6.5 0 010 13H11',
  help: 'M9.2 9a3 3 0 115.2 2c-.9 1-2.4 1.5-2.4 3.2M12 18h.01',
}

/** A line drawing of 24 x 24 in the colour of the text; what it means is said beside it. */
export function Icon({ path }: { path: string }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  )
}
