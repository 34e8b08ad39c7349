import type { ReactNode } from 'react'
import styles from './notice.module.css'

interface NoticeProps {
  /** `alert` is read out at once. */
  role?: 'alert'
  children: ReactNode
}

/** What the visitor should see before the rest of a page. */
export function Notice({ role, children }: NoticeProps) {
  return (
    <div className={styles.notice} role={role}>
      {children}
    </div>
  )
}
