// Renders /openapi.json as a readable page. Everything is built from text nodes: nothing of the contract is markup.
"use strict";

const METHODS = ["get", "post", "put", "patch", "delete"];
let contract;

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

/** Text with `code` and **strong**, paragraphs at blank lines. */
function prose(text) {
  return (text || "").trim().split(/\n\s*\n/).filter(Boolean).map(part => {
    const paragraph = make("p");
    for (const piece of part.split(/(`[^`]+`|\*\*[^*]+\*\*)/)) {
      if (piece.startsWith("`")) paragraph.append(make("code", {}, piece.slice(1, -1)));
      else if (piece.startsWith("**")) paragraph.append(make("strong", {}, piece.slice(2, -2)));
      else paragraph.append(piece.replace(/\s*\n\s*/g, " "));
    }
    return paragraph;
  });
}

function resolve(node) {
  if (!node || !node.$ref) return node || {};
  const found = node.$ref.slice(2).split("/").reduce((at, step) => at[step], contract);
  const { $ref, ...own } = node;
  return { ...resolve(found), ...own };
}

function typeOf(schema) {
  const read = resolve(schema);
  if (read.enum) return read.enum.filter(value => value !== null).join(" | ");
  if (read.anyOf) return read.anyOf.map(typeOf).join(" or ");
  const types = [].concat(read.type || (read.allOf || read.properties ? "object" : "any")).filter(type => type !== "null");
  const text = types.map(type => type === "array" ? "list of " + typeOf(read.items || {}) : type).join(" | ");
  return read.format ? text + " (" + read.format + ")" : text;
}

function limits(schema) {
  const read = resolve(schema);
  const say = [];
  if (read.minimum !== undefined) say.push("≥ " + read.minimum);
  if (read.exclusiveMinimum !== undefined) say.push("> " + read.exclusiveMinimum);
  if (read.maximum !== undefined) say.push("≤ " + read.maximum);
  if (read.maxLength !== undefined) say.push("at most " + read.maxLength + " characters");
  if (read.maxItems !== undefined) say.push("at most " + read.maxItems);
  if (read.default !== undefined) say.push("default " + read.default);
  return say.join(", ");
}

/** All properties of an object, also of its parts. */
function propertiesOf(schema) {
  const read = resolve(schema);
  const merged = { properties: { ...(read.properties || {}) }, required: [...(read.required || [])] };
  for (const part of [...(read.allOf || []), ...(read.anyOf || [])]) {
    const inner = propertiesOf(part);
    Object.assign(merged.properties, inner.properties);
    merged.required.push(...inner.required);
  }
  return merged;
}

function inside(schema) {
  const read = resolve(schema);
  if (read.items) return inside(read.items);
  if (Object.keys(propertiesOf(read).properties).length) return read;
  return typeof read.additionalProperties === "object" ? inside(read.additionalProperties) : null;
}

function fields(schema, depth) {
  const { properties, required } = propertiesOf(schema);
  const list = make("dl");
  for (const [name, property] of Object.entries(properties)) {
    list.append(field(name, property, required.includes(name), depth));
  }
  return list;
}

function field(name, schema, needed, depth) {
  const read = resolve(schema);
  const inner = depth < 6 ? inside(schema) : null;
  const bounds = limits(schema);
  return make("div", {},
    make("dt", {}, make("code", {}, name), needed ? make("span", { class: "needed" }, " required") : null),
    make("dd", {}, typeOf(schema), bounds ? " · " + bounds : "",
      read.description ? make("span", { class: "quiet" }, ...prose(read.description).flatMap(p => [...p.childNodes])) : null,
      inner ? make("details", {}, make("summary", {}, "fields"), fields(inner, depth + 1)) : null));
}

function parameters(list) {
  if (!list.length) return [];
  const rows = list.map(parameter =>
    field(parameter.name, { ...resolve(parameter.schema), description: [parameter.description, "in " + parameter.in]
      .filter(Boolean).join(" · ") }, parameter.required, 9));
  return [make("h4", {}, "Parameters"), make("dl", {}, ...rows)];
}

function requestBody(node) {
  const body = resolve(node);
  if (!body.content) return [];
  const [type, media] = Object.entries(body.content)[0];
  const parts = [make("h4", {}, "Body · " + Object.keys(body.content).join(", "))];
  if (inside(media.schema)) parts.push(fields(inside(media.schema), 0));
  else if (resolve(media.schema).description) parts.push(...prose(resolve(media.schema).description));
  if (media.example && Object.keys(media.example).length) {
    parts.push(make("pre", {}, JSON.stringify(media.example, null, 2)));
  }
  return parts;
}

function responses(all) {
  const rows = Object.entries(all).map(([status, node]) => {
    const response = resolve(node);
    const media = Object.values(response.content || {})[0];
    const schema = media && inside(media.schema);
    return make("div", {}, make("dt", {}, make("code", {}, status === "default" ? "4xx 5xx" : status)),
      make("dd", {}, ...prose(response.description).flatMap(p => [...p.childNodes]),
        schema ? make("details", {}, make("summary", {}, "fields"), fields(schema, 0)) : null));
  });
  return [make("h4", {}, "Answers"), make("dl", {}, ...rows)];
}

function article(path, method, operation, shared) {
  const all = [...shared, ...(operation.parameters || [])].map(resolve);
  const scope = [].concat(operation["x-scope"] || []).map(name => name === "me" ? "member token" : name).join(" + ");
  return make("article", { id: operation.operationId },
    make("h3", {}, operation.summary),
    make("div", { class: "line" },
      make("span", { class: "method " + method }, method.toUpperCase()),
      make("span", { class: "path" }, path),
      make("span", { class: "scope" }, scope)),
    ...prose(operation.description),
    ...parameters(all),
    ...requestBody(operation.requestBody),
    ...responses(operation.responses));
}

function operations() {
  const list = [];
  for (const [path, item] of Object.entries(contract.paths)) {
    for (const method of METHODS) {
      if (item[method]) list.push({ path, method, operation: item[method], shared: item.parameters || [] });
    }
  }
  return list;
}

function render() {
  const main = document.getElementById("operations");
  const nav = document.getElementById("contents");
  main.replaceChildren(make("h1", {}, contract.info.title + " API"), ...prose(contract.info.description));
  const all = operations();
  for (const tag of contract.tags) {
    const mine = all.filter(entry => entry.operation.tags.includes(tag.name));
    if (!mine.length) continue;
    nav.append(make("h2", {}, tag.name));
    main.append(make("h2", {}, tag.name), ...prose(tag.description));
    for (const { path, method, operation, shared } of mine) {
      nav.append(make("a", { href: "#" + operation.operationId }, operation.summary));
      main.append(article(path, method, operation, shared));
    }
  }
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

function filter(text) {
  const wanted = text.trim().toLowerCase();
  for (const element of document.querySelectorAll("article")) {
    element.hidden = wanted !== "" && !element.textContent.toLowerCase().includes(wanted);
    const link = document.querySelector('nav a[href="#' + element.id + '"]');
    if (link) link.hidden = element.hidden;
  }
}

document.getElementById("filter").addEventListener("input", event => filter(event.target.value));
fetch("/openapi.json").then(reply => reply.json()).then(read => { contract = read; render(); }).catch(() => {
  document.getElementById("operations").replaceChildren(make("p", {}, "The contract could not be loaded."));
});
