// The only export that charts.js needs; the interpreter of expressions comes with vega-embed (no eval under our CSP).
export { default as embed } from "vega-embed";
