// A process of its own that acquires the embedded server, reports, and releases when told to on its standard input.
// Arguments: the compiled module, the data directory.
const [modulePath, dataDirectory] = process.argv.slice(2);
const { acquireEmbeddedServer } = await import(modulePath);
const settings = { fsync: 'off', shared_buffers: '16MB' };
const report = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

const server = await acquireEmbeddedServer({ dataDirectory, settings, applicationName: 'lease holder' });
report({ started: server.started, port: server.port, url: server.url('postgres') });
process.stdin.on('data', async (order) => {
  if (String(order).trim() === 'release') report(await server.release());
  process.stdin.destroy();
});
