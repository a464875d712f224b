import { parentPort, workerData } from 'node:worker_threads'
import { parseMarkdown } from '@/lib/card/parse-markdown'

/** A thread that parses one card and ends: what a text costs, it costs here. */
parentPort?.postMessage(parseMarkdown(String(workerData)))
