# 一站. `make` 列出可用的命令。
PORT ?= 8000
NODES ?= 1
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
PY := $(VENV)/bin/python
BROWSER_PACKAGES := chromium fonts-noto-cjk redis-server nginx-light postgresql
# Program and the package that has it: what brings it need not be Debian's package.
JAVA_PROGRAMS := java:default-jre-headless mvn:maven
MESSAGES := $(shell find portal sites search locale locale_wagtail -path '*/LC_MESSAGES/*.po' 2>/dev/null)
UNCOMPILED := $(filter-out $(wildcard $(MESSAGES:.po=.mo)),$(MESSAGES:.po=.mo))
EMERGENCY = $(or $(wildcard $(PY)),$(PYTHON)) -m sites.delivery.mirror.fallback
CHECK_PYTHON := import sys, ensurepip; sys.exit(sys.version_info[:2] != (3, 11))

export PORT

.DEFAULT_GOAL := help
.PHONY: help run static-fallback static-fallback-off static-serve test lint check test-fast test-browser bench \
	screenshots search-server lock browser java search-jars force

help: ## 列出可用的命令
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-19s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/installed $(VENV)/messages ## 启动网站（PORT=8000，数据目录 YIZHAN_DATA=var）
	@exec $(PY) manage.py serve --prepare --demo

# Run when something is broken: nothing is installed or compiled first, and Python's own library is enough.
static-fallback: ## 应急：公众改为浏览静态镜像，后台照常使用
	@$(EMERGENCY) on

static-fallback-off: ## 应急结束：恢复正常网站
	@$(EMERGENCY) off

static-serve: ## 应急：程序无法启动又没有 nginx 时，由此提供静态镜像
	@exec $(EMERGENCY) serve

test: lint check test-fast test-browser ## 全部检查和测试

lint: $(VENV)/installed-dev ## 代码风格、模板、类型、模块依赖
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/djlint templates --lint --quiet
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

check: $(VENV)/installed-dev $(VENV)/messages ## 生产配置和数据库迁移的检查
	@data=$$(mktemp -d) && trap 'rm -rf "$$data"' EXIT && \
	YIZHAN_DATA=$$data YIZHAN_SECRET_KEY=$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(64))') \
	DJANGO_SETTINGS_MODULE=portal.settings.production $(PY) manage.py check --deploy --fail-level WARNING
	DJANGO_SETTINGS_MODULE=portal.settings.test $(PY) manage.py makemigrations --check --dry-run

test-fast: $(VENV)/installed-dev $(VENV)/messages ## 不用浏览器的测试
	$(PY) -m pytest tests --ignore=tests/browser -n 2 --dist loadfile -q

test-browser: $(VENV)/installed-dev $(VENV)/messages browser search-jars ## 浏览器测试
	$(PY) -m pytest tests/browser -n 2 --dist loadfile -q

bench: $(VENV)/installed-dev $(VENV)/messages ## 性能测量，打印比值
	@for program in $$(grep -l "^if __name__" bench/*.py); do \
		echo "== $$program"; PYTHONPATH=. $(PY) $$program || exit 1; \
	done

screenshots: $(VENV)/installed-dev $(VENV)/messages browser ## 设计页面总览图(var/screenshots/)和 README 的截图
	$(PY) scripts/screenshots.py
	PYTHONPATH=. $(PY) scripts/readme_pictures.py

search-server: java $(PY) ## 本机试用的 OpenSearch（NODES=1，Ctrl-C 停止）
	@exec $(PY) -m scripts.search_server $(NODES)

lock: $(VENV)/installed-dev ## 由 pyproject.toml 和已安装的软件包重写 requirements 文件
	$(PY) scripts/export_requirements.py --lock

# Chromium, fonts, Redis, nginx, PostgreSQL and Java come from Debian. Who may not install them gets the tests
# without them.
define install-missing
	if [ -n "$$missing" ] && [ "$$(id -u)" = 0 ]; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing >/dev/null; \
	elif [ -n "$$missing" ]; then \
		echo "未安装$$missing，当前用户不是 root，相关测试将跳过。"; \
	fi
endef

browser:
	@missing=; for package in $(BROWSER_PACKAGES); do \
		dpkg -s $$package 2>/dev/null | grep -q "ok installed" || missing="$$missing $$package"; \
	done; \
	$(install-missing)

java:
	@missing=; for each in $(JAVA_PROGRAMS); do \
		command -v $${each%:*} >/dev/null || missing="$$missing $${each#*:}"; \
	done; \
	$(install-missing)

# OpenSearch comes from Maven Central, once. Who cannot reach it gets one line.
search-jars: java $(PY)
	@$(PY) -m scripts.search_jars

$(PY):
	@"$(PYTHON)" -c '$(CHECK_PYTHON)' 2>/dev/null || \
		{ echo '需要 Python 3.11（含 venv）。Debian 12 上请运行：apt-get install python3 python3-venv' >&2; exit 2; }
	"$(PYTHON)" -m venv $(VENV)

# Stamps: what is newer than its stamp is installed or compiled again, nothing else is.
$(VENV)/installed: requirements.txt constraints.txt | $(PY)
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt requirements-distributed.txt $(VENV)/installed
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(VENV)/messages: $(MESSAGES) scripts/compile_messages.py $(VENV)/installed $(if $(UNCOMPILED),force)
	@$(PY) scripts/compile_messages.py
	@touch $@

force:
