// Nothing: what `import` itself takes.
