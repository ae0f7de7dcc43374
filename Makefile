# Two commands do everything: `make demo` shows the tool, `make test` runs the whole suite.
# Both need only Python 3.12 or later; uv is installed apart, in .tools.
.PHONY: install dev demo demo-files test lint types docs bench clean

UV := .tools/bin/uv
SYNC := UV_PROJECT_ENVIRONMENT=.venv $(UV) sync --frozen --quiet --python .tools/bin/python
BIN := .venv/bin
PORT ?= 8000
YEAR := --every year --from 2025 --to 2025 --as-of 2025-12-31 --quiet

install: $(UV)
	$(SYNC) --no-dev --extra web --extra postgres
	@echo "Ready: $(BIN)/levier serve"

dev: $(UV)
	$(SYNC)
	@sh scripts/find-chromium
	@sh scripts/find-java

$(UV): scripts/find-python
	@python="$$(PYTHON="$(PYTHON)" sh scripts/find-python)" && "$$python" -m venv .tools
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check "uv>=0.8"

# The real site on the fictitious region: addresses and one account per role are printed; Ctrl+C stops it.
demo: $(UV)
	@test -x $(BIN)/granian || $(SYNC) --no-dev --extra web
	LEVIER_SITE_DATA=demo-site $(BIN)/levier serve --demo --port $(PORT)

# The same region as files, and its figures by the command line.
demo-files: $(UV)
	@test -x $(BIN)/levier || $(SYNC) --no-dev
	$(BIN)/levier demo demo
	$(BIN)/levier measure demo $(YEAR) --format csv --out demo/chiffres-2025.csv || test $$? -eq 1
	@$(BIN)/levier measure demo/A01 $(YEAR) || test $$? -eq 1
	@echo "Fictitious region: demo/ (28 centres); every figure of 2025: demo/chiffres-2025.csv"
	@echo "Go on with: $(BIN)/levier explain no_show_rate --period 2025-03 demo/A01"

test: dev lint types
	$(BIN)/python -m pytest -n auto --dist loadgroup
	LEVIER_TEST_DATABASE=postgresql $(BIN)/python -m pytest -n auto tests/web
	$(BIN)/python docs/build.py --check

lint: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python scripts/translate.py --check

types: dev
	$(BIN)/mypy

docs: dev
	$(BIN)/python docs/build.py

bench: dev
	$(BIN)/python -m bench

clean:
	rm -rf .tools .venv demo demo-site dist
