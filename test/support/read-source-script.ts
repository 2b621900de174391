/* `node read-source-script.mjs PATH`: reads a source and prints what came, its text as a number of bytes. */
import { readSource } from "../../src/io/sources/read-source.js";

const [source = ""] = process.argv.slice(2);
const read = await readSource({ source, passwordFile: null });
process.stdout.write(JSON.stringify(read.kind === "text" ? { ...read, text: read.text.length } : read));
