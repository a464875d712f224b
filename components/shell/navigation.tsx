'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useTransition } from 'react'
import { findLink, findQuery } from './find-target'

/** Addresses that are no pages of the router, or after which nothing of before may stay. */
const WHOLE = /^\/(api|sign-in)(\/|$)/

/**
 * Follows plain links and forms without loading the whole page anew, and shows that the next page is on its way. An
 * address that differs only in what is asked keeps the place in the page; a search and another page of a list do not.
 */
export function Navigation() {
  const router = useRouter()
  const [pending, startTransition] = useTransition()

  useEffect(() => {
    function follow(event: Event) {
      const url = event instanceof SubmitEvent ? findQuery(event) : findLink(event)
      if (!url || WHOLE.test(url.pathname) || isHere(url)) return
      event.preventDefault()
      const scroll = url.pathname !== window.location.pathname || startsOver(event)
      startTransition(() => router.push(url.pathname + url.search + url.hash, { scroll }))
    }
    document.addEventListener('click', follow)
    document.addEventListener('submit', follow)
    return () => {
      document.removeEventListener('click', follow)
      document.removeEventListener('submit', follow)
    }
  }, [router])

  return (
    <p role="status" className="shell-pending" data-pending={pending || undefined}>
      {pending ? 'Loading' : ''}
    </p>
  )
}

/** Whether an address is a place in this very page. */
function isHere({ pathname, search, hash }: URL): boolean {
  return hash !== '' && pathname === window.location.pathname && search === window.location.search
}

function startsOver({ target }: Event): boolean {
  return target instanceof Element && target.closest('search, [rel]') !== null
}
