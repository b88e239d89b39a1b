// One task: sends its rounds to the process that asked for them.
const [module, options] = process.argv.slice(2);
const { measure } = await import(`./tasks/${module}.mjs`);
process.send(await measure(JSON.parse(options)), () => process.disconnect());
