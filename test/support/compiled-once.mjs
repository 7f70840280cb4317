// Compiles a module once per worker: every test file loads its modules anew, and V8 would read through the same text for each of them.

import vm from 'node:vm';

/** On `node:vm`, which all files of a worker share; their globals are their own. */
const KNOWN = Symbol.for('whereabouts.tests.compiled-once');

/** These ask their loader at run time, and what V8 takes from a cache no longer knows the loader of the file that runs. */
const ASKS_LOADER = /\bimport\s*(\(|\.\s*meta\b)/;

/** What was made of exactly this text under this name (V8 itself compares lengths alone); null where it is new, or altered since. */
function knownOf(name, code) {
  const known = vm[KNOWN].get(name);
  return known !== undefined && known.code === code ? known.data : null;
}

function rememberFunctions(compileFunction) {
  return function compiled(code, parameters = [], options = {}) {
    if (ASKS_LOADER.test(code)) return compileFunction(code, parameters, options);
    const name = `${options.filename}(${parameters.join()})`;
    const cachedData = knownOf(name, code);
    // What V8 refuses it compiles as if nothing had been given.
    if (cachedData !== null) return compileFunction(code, parameters, { ...options, cachedData });
    const made = compileFunction(code, parameters, { ...options, produceCachedData: true });
    if (made.cachedData !== undefined) vm[KNOWN].set(name, { code, data: made.cachedData });
    return made;
  };
}

function rememberModules(SourceTextModule) {
  function Compiled(code, options = {}) {
    if (ASKS_LOADER.test(code)) return new SourceTextModule(code, options);
    const cachedData = knownOf(options.identifier, code);
    if (cachedData !== null) return new SourceTextModule(code, { ...options, cachedData });
    const made = new SourceTextModule(code, options);
    vm[KNOWN].set(options.identifier, { code, data: made.createCachedData() });
    return made;
  }
  Compiled.prototype = SourceTextModule.prototype;
  return Compiled;
}

if (vm[KNOWN] === undefined) {
  vm[KNOWN] = new Map();
  vm.compileFunction = rememberFunctions(vm.compileFunction);
  vm.SourceTextModule = rememberModules(vm.SourceTextModule);
}
