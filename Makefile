# Cửa trước của dự án. Mỗi mục tiêu có một dòng giải thích: make help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --no-input --require-hashes
RUNTIME := .venv/.runtime
DEV := .venv/.dev
MO := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))
PYTEST := $(BIN)/python -m pytest
# A file stays with one worker: its tests share what they set up.
EVERY_CORE := -n auto --dist loadfile
WITH_POSTGRES := $(BIN)/python scripts/with_postgres.py
CHECK_ENV := DEBUG=0 SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))')
export PYTHONUNBUFFERED := 1
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help demo demo-reset ready run test test-sqlite test-postgres check next bench

help:  ## các lệnh
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' Makefile

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Cần Python 3.11 trở lên (PYTHON=… để chọn)."; exit 1; }
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 \
	  || { rm -rf .venv; echo "Thiếu python3-venv; hãy chạy: sudo apt-get install -y python3-venv"; exit 1; }

$(RUNTIME): requirements.txt | .venv/bin/python
	@echo "Cài thư viện (requirements.txt)…"
	@$(PIP) -r requirements.txt
	@touch $@

$(DEV): requirements-dev.txt | .venv/bin/python
	@echo "Cài thư viện và công cụ kiểm tra (requirements-dev.txt)…"
	@$(PIP) -r requirements-dev.txt
	@touch $(RUNTIME) $@

%.mo: %.po | .venv/bin/python
	@DEBUG=1 $(BIN)/python manage.py compile_po $<

demo: $(RUNTIME) $(MO)  ## bản trình diễn ở http://127.0.0.1:8000/ (PORT=… để đổi)
	@DEBUG=1 PORT=$(PORT) exec $(BIN)/python manage.py demo

demo-reset: $(RUNTIME) $(MO)  ## xóa dữ liệu trình diễn trong var/ rồi mở lại từ đầu
	@rm -rf var/db.sqlite3 var/db.sqlite3-wal var/db.sqlite3-shm var/private
	@DEBUG=1 PORT=$(PORT) exec $(BIN)/python manage.py demo

ready: $(RUNTIME) $(MO)  ## chuẩn bị máy chủ thật: thư viện, cấu trúc dữ liệu, tệp tĩnh
	@$(BIN)/python manage.py migrate --noinput --verbosity 0
	@$(BIN)/python manage.py collectstatic --noinput --verbosity 0

run: ready  ## máy chủ thật trên DATABASE_URL (cần SECRET_KEY, ALLOWED_HOSTS)
	@exec $(BIN)/gunicorn --config config/gunicorn.py config.wsgi

test: test-sqlite test-postgres  ## toàn bộ kiểm thử: SQLite, rồi PostgreSQL

test-sqlite: $(DEV) $(MO)
	@echo "== Kiểm thử trên SQLite"
	@env -u DATABASE_URL $(PYTEST) $(EVERY_CORE)

test-postgres: $(DEV) $(MO)
	@echo "== Kiểm thử trên PostgreSQL"
	@$(WITH_POSTGRES) env $(PYTEST) --only-database $(EVERY_CORE)

check: $(DEV) $(MO)  ## mọi bộ kiểm tra: ruff, mypy, import-linter, quy ước, cấu hình
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@DEBUG=1 $(BIN)/python manage.py makemigrations --check --dry-run
	@$(CHECK_ENV) $(BIN)/python manage.py check --deploy --fail-level WARNING
	@$(PYTEST) tests/conventions tests/config
	@$(MAKE) next

# Django 6 cần Python 3.12 trở lên; NEXT_PYTHON=… để chỉ rõ.
NEXT_PYTHON ?= $(shell for p in python3.14 python3.13 python3.12; do \
  $$p -c 'import ensurepip' >/dev/null 2>&1 && echo $$p && break; done)
next: $(DEV)
ifeq ($(strip $(NEXT_PYTHON)),)
	@echo "Bỏ qua làn Django 6: không có Python 3.12 trở lên trên máy này."
else
	@echo "== Kiểm thử trên Django 6 ($(NEXT_PYTHON))"
	@test -x var/next/bin/python || $(NEXT_PYTHON) -m venv var/next
	@var/next/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@var/next/bin/pip install --quiet --disable-pip-version-check --no-deps 'django>=6,<7'
	@env -u DATABASE_URL var/next/bin/python -m pytest -m "not browser" $(EVERY_CORE)
endif

bench: $(DEV) $(MO)  ## phép đo, in thành tỷ số
	@$(WITH_POSTGRES) env DEBUG=1 $(BIN)/python -m tests.bench
