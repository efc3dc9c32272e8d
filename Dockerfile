FROM python:3.11-slim

# WeasyPrint draws PDF with Pango; DejaVu stands in for letters a font lacks.
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/*

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app

COPY requirements.txt constraints.txt ./
RUN pip install -r requirements.txt -c constraints.txt

COPY . .
# Collecting and compressing static files takes minutes: here, once, and never at a start.
RUN python scripts/compile_messages.py \
 && python scripts/subset_font.py \
 && DJANGO_ENV=production SECRET_KEY=build ALLOWED_HOSTS=build REDIS_URL=redis://build THIDUA_VAR=/tmp/var \
    python manage.py collectstatic --noinput

RUN useradd --system --create-home thidua && install -d -o thidua -g thidua /var/lib/thidua
USER thidua
VOLUME /var/lib/thidua
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "config.wsgi:application"]
