# syntax=docker/dockerfile:1

# --- Fonts, icons and style sheets -----------------------------------------------------------------------------------
FROM node:24-bookworm-slim AS assets
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund

# --- Python packages and collected static files ----------------------------------------------------------------------
FROM python:3.13-slim-bookworm AS build
ENV PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
RUN python -m venv /venv
COPY requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip /venv/bin/pip install --require-hashes -r requirements.txt
COPY . .
COPY --from=assets /app/node_modules node_modules
RUN DATA_DIR=/build /venv/bin/python manage.py collectstatic --noinput --verbosity 0

# --- What runs -------------------------------------------------------------------------------------------------------
FROM python:3.13-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 DATA_DIR=/data PORT=8000
RUN useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin rapport \
    && install -d -o rapport -g rapport -m 0700 /data
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
USER rapport
VOLUME /data
EXPOSE 8000
# The Host header is the one the site answers to; a fault answers 503, which urlopen raises.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "-c", "import os, urllib.parse as p, urllib.request as r; host = p.urlsplit(os.environ.get('SITE_URL') or 'http://localhost').netloc; r.urlopen(r.Request(f\"http://127.0.0.1:{os.environ['PORT']}/healthz\", headers={'Host': host}), timeout=4)"]
CMD ["gunicorn", "config.wsgi", "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
